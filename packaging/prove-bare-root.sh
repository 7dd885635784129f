#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Proves packaging/debian-packages.txt: a bare Debian 12 made by debootstrap, a clone of HEAD in it, and a verb of ./dev.
#
# usage, as root: packaging/prove-bare-root.sh [--keep DIR] [VERB…]      (default verb: build)
#   --keep DIR   make the root there, or use the one that is there, and leave it
# Mounts and processes live in a namespace of their own and end with it; nothing of this machine is visible inside but the
# clone, the name servers, and its certificate authorities (for networks whose proxy signs anew).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The mirror this machine itself installs from.
# shellcheck disable=SC2016  # apt expands it
mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)}
root=
if [[ ${1:-} == --keep ]]; then
  root=$(realpath -m "$2")
  shift 2
else
  root=$(mktemp -d "${TMPDIR:-/tmp}/vigie-bare-XXXXXX")
  trap 'rm -rf --one-file-system "$root"' EXIT
fi
(($#)) || set -- build
((EUID == 0)) || { echo "prove-bare-root: needs root (debootstrap, chroot)" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "prove-bare-root: apt-get install debootstrap first" >&2; exit 2; }

[[ -x $root/bin/bash ]] || debootstrap --variant=minbase bookworm "$root" "$mirror" >"$root.debootstrap.log" 2>&1 ||
  { tail -n 5 "$root.debootstrap.log"; exit 1; }
rm -f "$root.debootstrap.log"
cp /etc/resolv.conf "$root/etc/resolv.conf"
mkdir -p "$root/usr/local/share/ca-certificates"
find /usr/local/share/ca-certificates -name '*.crt' -exec cp {} "$root/usr/local/share/ca-certificates/" \;

# The clone: of what is committed, with nothing that a working copy may have beside it. Built objects of a kept root stay.
clone=$(mktemp -d "${TMPDIR:-/tmp}/vigie-clone-XXXXXX")
git clone -q --no-hardlinks . "$clone/vigie"
mkdir -p "$root/srv/vigie"
find "$root/srv/vigie" -mindepth 1 -maxdepth 1 ! -name build ! -name web ! -name tests ! -name var -exec rm -rf {} +
cp -a "$clone/vigie/." "$root/srv/vigie/"
rm -rf "$clone"

echo "bare root $root: $(dpkg-query --admindir="$root/var/lib/dpkg" -W | wc -l) packages; ./dev $*"
# shellcheck disable=SC2016  # expanded inside
unshare --mount --pid --fork --kill-child bash -c '
  root=$1; shift
  mount -t proc proc "$root/proc"
  mount -t tmpfs tmpfs "$root/dev/shm" 2>/dev/null || true
  exec nice -n 15 chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt /srv/vigie/dev "$@"
' _ "$root" "$@"
echo "proved: ./dev $* in a bare root; now $(dpkg-query --admindir="$root/var/lib/dpkg" -W | wc -l) packages"
