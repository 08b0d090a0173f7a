# The packages of a Node.js program. OUTPUT  where it goes; FILES  the folder it comes from
umask 022
rm -rf -- "${OUTPUT:?}.new"
mkdir -p "$OUTPUT.new"
cp "$FILES"/package.json "$FILES"/package-lock.json "$FILES"/*.js "$OUTPUT.new"/
if ! message=$(npm ci --prefix "$OUTPUT.new" --omit=dev --no-audit --no-fund 2>&1); then
  rm -rf -- "$OUTPUT.new"
  echo "the packages of $FILES cannot be installed:" >&2
  grep -v EBADENGINE <<< "$message" | tail -n 20 >&2
  exit 1
fi
rm -rf -- "$OUTPUT"
mv "$OUTPUT.new" "$OUTPUT"
