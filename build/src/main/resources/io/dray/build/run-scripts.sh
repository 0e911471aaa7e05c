# run-scripts.sh SCRIPT...: process 1 of a build container. Leaves the name of the script that runs, or failed, in a file.
for script in "$@"; do
  echo "$script" >/dgr/builder/run/current
  printf 'Running script -> %s\n' "$script"
  "$script" || exit $?
done
: >/dgr/builder/run/current
