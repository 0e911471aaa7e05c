#!/dgr/bin/busybox sh
echo "default: {version: 1.2.3, user: prometheus}" > /dgr/builder/attributes/version.yml
