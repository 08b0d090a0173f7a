# A file of the stack, replaced in one move. FILE  its path, MODE  its permissions, CHECK  a command that examines it,
# ENCODING  base64 or nothing; standard input: its content
mkdir -p "$(dirname "$FILE")"
umask 077
if [ "$ENCODING" = base64 ]; then base64 -d > "$FILE.new"; else cat > "$FILE.new"; fi
chmod "$MODE" "$FILE.new"
if [ -n "$CHECK" ] && ! message=$(bash -c "$CHECK" _ "$FILE.new" 2>&1); then
  rm "$FILE.new"
  echo "$FILE was not replaced, the new content is refused: $message" >&2
  exit 1
fi
mv "$FILE.new" "$FILE"
