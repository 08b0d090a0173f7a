rm -rf -- "${FOLDER:?}" "$FOLDER".*
