# Functions for the scripts of runlevels; to be sourced by a POSIX shell.

echo_green() { printf '\033[0;32m%s\033[0m\n' "$*"; }
echo_red() { printf '\033[0;31m%s\033[0m\n' "$*"; }
echo_purple() { printf '\033[0;35m%s\033[0m\n' "$*"; }

# levelFromString NAME: prints the number of a log level, 4 (INFO) for an unknown one
levelFromString() {
  case "$1" in
    FATAL) echo 0 ;;
    PANIC) echo 1 ;;
    ERROR) echo 2 ;;
    WARN | WARNING) echo 3 ;;
    DEBUG) echo 5 ;;
    TRACE) echo 6 ;;
    *) echo 4 ;;
  esac
}

# isLevelEnabled NAME: whether messages of this level are wanted
isLevelEnabled() {
  [ "$(levelFromString "$1")" -le "$log_level" ]
}

# execute_files DIRECTORY: runs the files that lie directly in it, ordered by name; the first that fails ends it with its code
execute_files() {
  [ -d "$1" ] || return 0
  for execute_files_script in "$1"/*; do
    [ -f "$execute_files_script" ] || continue
    [ -x "$execute_files_script" ] || chmod +x "$execute_files_script"
    if isLevelEnabled INFO; then
      echo_purple "Running script -> $execute_files_script"
    fi
    "$execute_files_script" || return $?
  done
}

log_level=$(levelFromString "${LOG_LEVEL:-INFO}")
export log_level
