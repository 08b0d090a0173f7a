# The key of a bucket; the server makes the bucket when the key is first used. ROOT NAME; standard input: the key
umask 077
mkdir -p "$ROOT/config/s3-keys" "$ROOT/data/s3"
cat > "$ROOT/config/s3-keys/$NAME.json.new"
mv "$ROOT/config/s3-keys/$NAME.json.new" "$ROOT/config/s3-keys/$NAME.json"
