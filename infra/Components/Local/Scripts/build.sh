# Builds a project into a folder of its own; what runs on this machine goes first (nice). PROJECT  a .NET project file or a folder with package.json
# OUTPUT  where the build goes; LOCK  builds of one checkout share intermediate files and take turns
umask 022
rm -rf -- "${OUTPUT:?}.new"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
mkdir -p "$(dirname "$LOCK")"
exec 9> "$LOCK"
flock 9
case $PROJECT in
  *.csproj)
    publish() { nice -n 10 dotnet publish "$PROJECT" --configuration Release --output "$OUTPUT.new" --nologo -v quiet -nodeReuse:false "$@" 2>&1; }
    # Ready-to-run code starts faster. Its compiler is a package of its own, which not every package source has.
    if ! message=$(publish --use-current-runtime --no-self-contained -p:PublishReadyToRun=true) \
      && ! { grep -qi crossgen <<< "$message" && message=$(publish); }; then
      rm -rf -- "$OUTPUT.new"
      echo "$PROJECT does not build:" >&2
      grep -E '(error|warning) [A-Z]+[0-9]+' <<< "$message" | sort -u | head -n 20 >&2 || tail -n 20 <<< "$message" >&2
      exit 1
    fi
    ;;
  *)
    mkdir -p "$OUTPUT.new"
    tar -C "$PROJECT" --exclude=node_modules --exclude=.next -cf - . | tar -C "$OUTPUT.new" -xf -
    if ! message=$(cd "$OUTPUT.new" && nice -n 10 npm ci --no-audit --no-fund 2>&1 && nice -n 10 npm run build --if-present 2>&1); then
      rm -rf -- "$OUTPUT.new"
      echo "$PROJECT does not build:" >&2
      tail -n 20 <<< "$message" >&2
      exit 1
    fi
    ;;
esac
rm -rf -- "$OUTPUT"
mv "$OUTPUT.new" "$OUTPUT"
echo "$OUTPUT"
