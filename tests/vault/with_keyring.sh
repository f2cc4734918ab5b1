#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program beside a real gnome-keyring, unlocked, on a session bus and in a home of its own; nothing of the
# user's session is seen or touched. The program finds the daemon's process id in KEMAI_KEYRING.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/run"
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL
export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
dbus-run-session -- sh -c '
    printf "keyring password" | gnome-keyring-daemon --unlock --foreground --components=secrets >/dev/null 2>&1 &
    export KEMAI_KEYRING=$!
    tries=0
    until dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
            org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null | grep -q true; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || { echo "the keyring does not start" >&2; exit 1; }
        sleep 0.05
    done
    status=0
    "$@" || status=$?
    kill -CONT $KEMAI_KEYRING && kill $KEMAI_KEYRING
    exit $status
' sh "$@"
