#!/dgr/bin/busybox sh
. /dgr/bin/functions.sh
mkdir -p /dgr/attributes/runtime
cat > /dgr/attributes/runtime/ip.yml <<EOF
default:
  hostname: $(hostname)
  pod:
    ip: $(ip -4 addr show eth0 | awk '/inet/{print $2}')
EOF
