# A folder that outlives the processes using it. ROOT NAME
mkdir -p "$ROOT/data/volumes/$NAME"
