rm -rf -- "${OUTPUT:?}"
