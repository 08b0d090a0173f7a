rm -f -- "$FILE"
