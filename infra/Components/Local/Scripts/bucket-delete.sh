# A bucket's key and its objects. ROOT NAME
rm -f -- "$ROOT/config/s3-keys/$NAME.json"
rm -rf -- "$ROOT/data/s3/${NAME:?}"
