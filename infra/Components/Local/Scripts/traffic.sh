# How a workload's traffic is divided: nginx sends a hundredth of the requests to the second slot for each file it finds.
# FOLDER  where the files are found; SHARE  how many of a hundred. All change at once, by one rename.
mkdir -p "$(dirname "$FOLDER")"
next=$(mktemp -d "$FOLDER.XXXXXX")
for ((hundredth = 0; hundredth < SHARE; hundredth++)); do
  : > "$next/$hundredth"
done
previous=$(readlink "$FOLDER" || true)
ln -sfn "$next" "$FOLDER.next"
mv -T "$FOLDER.next" "$FOLDER"
[ -z "$previous" ] || rm -rf -- "${previous:?}"
echo "$SHARE"
