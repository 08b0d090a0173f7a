rm -rf -- "$ROOT/data/volumes/${NAME:?}"
