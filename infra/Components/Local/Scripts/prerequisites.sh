# Looks before anything is made: the programs this target runs, and the ports it will listen on.
# TOOLS   "command:package:search path" words; the search path may be empty or hold a glob
# PORTS   "name=number" words
# Ports this stack was granted before (the previous output) are its own and not looked at again.
failed=0
missing=()
for tool in $TOOLS; do
  IFS=: read -r command package search <<< "$tool"
  if ! command -v "$command" > /dev/null && ! compgen -G "$search/$command" > /dev/null; then
    missing+=("$package")
    echo "program '$command' is missing (distribution package $package)" >&2
  fi
done
if [ "${#missing[@]}" -gt 0 ]; then
  echo "install them with: slipway doctor --install" >&2
  failed=1
fi

granted=" ${PULUMI_COMMAND_STDOUT:-} "
for entry in $PORTS; do
  port=${entry#*=}
  [[ $granted == *"=$port "* ]] && continue
  if (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
    holder=$(ss -Hltnp "sport = :$port" 2> /dev/null | grep -o 'users:.*' | head -n 1 || true)
    echo "port $port (${entry%%=*}) is taken${holder:+ by $holder}: stop what listens there, or choose another slipway:basePort in $SETTINGS" >&2
    failed=1
  fi
done
[ "$failed" = 0 ] || exit 1
echo "$PORTS"
