#!/bin/sh
# Lays kcat and the libraries that it needs into the folder that is named, from the packages of a Debian-like system: without
# root, beside what is installed, and with package lists of its own, for those of a fresh machine may be empty or old.
set -eu
mkdir -p "$1/apt/lists/partial" "$1/apt/archives/partial" "$1/root"
cd "$1"
apt="-o Dir::State::Lists=$PWD/apt/lists -o Dir::Cache=$PWD/apt -o APT::Sandbox::User= -o Debug::NoLocking=1"
apt-get $apt -qq update
needed=$(apt-cache $apt depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
  --no-enhances kcat | grep '^[a-z]' | sort -u | grep -vE '^(libc6|libgcc-s1|gcc-[0-9]+-base|debconf.*)$')
cd root
apt-get $apt -qq download $needed
for package in *.deb; do dpkg -x "$package" .; done
rm -- *.deb
cd ..
rm -r apt
cat > kcat <<'END'
#!/bin/sh
root="$(dirname "$0")/root"
libraries=$(find "$root/usr/lib" "$root/lib" -name 'lib*.so.*' -exec dirname {} + 2>/dev/null | sort -u | tr '\n' ':')
LD_LIBRARY_PATH="$libraries${LD_LIBRARY_PATH:-}" exec "$root/usr/bin/kcat" "$@"
END
chmod +x kcat
./kcat -V
