# A container's files and volumes where it expects them: a view of this machine's file system of its own, in which they are
# mounted, for the one program. It needs no privilege but user namespaces, and the process keeps its id.
#   $1            a folder to build the view in
#   ro|rw SOURCE TARGET ... --  PROGRAM ARGUMENTS ...
view=$1
shift
mkdir -p "$view"
mounts=()
while [ "$1" != -- ]; do
  mounts+=("$1" "$2" "$3")
  shift 3
done
shift

# True when one of the targets is $1 or lies below it.
holds_target() {
  local i
  for ((i = 2; i < ${#mounts[@]}; i += 3)); do
    [[ ${mounts[i]} == "$1" || ${mounts[i]} == "$1"/* ]] && return 0
  done
  return 1
}

# Shows what is in folder $1, going down only where a target lies below.
show() {
  local entry
  for entry in "${1%/}"/* "${1%/}"/.[!.]*; do
    if [ -L "$entry" ]; then
      cp -P "$entry" "$view$entry"
    elif holds_target "$entry"; then
      if [ -d "$entry" ]; then
        mkdir -p "$view$entry"
        show "$entry"
      fi
    elif [ -d "$entry" ]; then
      mkdir -p "$view$entry"
      mount --rbind "$entry" "$view$entry"
    elif [ -e "$entry" ]; then
      : > "$view$entry"
      mount --bind "$entry" "$view$entry"
    fi
  done
}

mount -t tmpfs -o mode=0755 tmpfs "$view"
show /
for ((i = 0; i < ${#mounts[@]}; i += 3)); do
  source=${mounts[i + 1]}
  target=$view${mounts[i + 2]}
  if [ -d "$source" ]; then
    mkdir -p "$target"
  else
    mkdir -p "$(dirname "$target")"
    : > "$target"
  fi
  mount --bind "$source" "$target"
  [ "${mounts[i]}" = rw ] || mount -o remount,bind,ro "$target"
done
mount -o remount,bind,ro "$view"
cd "$view"
# The new root is put over the old one, which is then taken away: no folder for it is needed.
pivot_root . .
umount -l .
cd /
exec unshare --user --map-user="$SLIPWAY_UID" --map-group="$SLIPWAY_GID" -- env -u SLIPWAY_UID -u SLIPWAY_GID "$@"
