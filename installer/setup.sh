# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by ./run and ./check: what they need and how they get it. Sourced from the top folder.
# Debian 12 and Ubuntu 24.04 have every package below under the same name.

RUN_PACKAGES=(
    g++ cmake ninja-build ccache mold pkg-config
    qt6-base-dev qt6-websockets-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    qt6-qpa-plugins libqt6sql6-sqlite libqt6svg6 qcoro-qt6-dev libgl-dev libvulkan-dev
    libboost-dev libsodium-dev libssl-dev nlohmann-json3-dev zlib1g-dev
    libqrencode-dev libzxing-dev libcurl4-openssl-dev qt6-declarative-dev qt6-multimedia-dev
    qml6-module-qtquick qml6-module-qtquick-window qml6-module-qtqml-workerscript
    fonts-dejavu-core fonts-noto-core
)
CHECK_PACKAGES=(
    mosquitto mosquitto-clients nodejs npm libpaho-mqtt-dev libpaho-mqttpp-dev python3 python3-paho-mqtt
    clang-format libsqlite3-dev procps curl python3-websockets nginx-light libnginx-mod-nchan
)
# Not under this name everywhere (Ubuntu has Chromium as a snap): their tests say that they were skipped.
BROWSER_PACKAGE=chromium

step() { printf '%-9s %s\n' "$1" "$2"; }

fail() {
    printf '\nStopped: %s\nFix:     %s\n' "$1" "$2" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "installing packages needs root, and there is no sudo" "run as root once: apt-get install -y $*"
    fi
}

# A tool that is already there by another way (a newer CMake, Node.js from elsewhere) is not installed again.
have_package() {
    case "$1" in
        nodejs) command -v node >/dev/null ;;
        npm) command -v npm >/dev/null ;;
        curl) command -v curl >/dev/null ;;
        nginx-light) [ -x /usr/sbin/nginx ] ;;
        clang-format) command -v clang-format >/dev/null ;;
        *) dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$' ;;
    esac
}

install_packages() {
    command -v dpkg-query >/dev/null ||
        fail "this is no Debian or Ubuntu system" "install the packages of installer/setup.sh by hand, then: cmake --preset release && cmake --build --preset release"
    local missing=()
    local p
    for p in "$@"; do
        have_package "$p" || missing+=("$p")
    done
    if [ ${#missing[@]} = 0 ]; then
        step "Packages" "all there"
        return
    fi
    step "Packages" "installing ${missing[*]}"
    local log
    log=$(mktemp)
    if ! { as_root env DEBIAN_FRONTEND=noninteractive apt-get update &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        fail "the packages could not be installed (whole log: $log)" "check the network and the package sources, then run this again"
    fi
    rm -f "$log"
}

# Debian starts a freshly installed mosquitto as a service, on the hub's own port, and nginx on port 80. The tests start
# their own, so the services are switched off again, but only where it was this script that brought them.
install_check_packages() {
    local fresh=() service
    for service in mosquitto nginx; do
        command -v "$service" >/dev/null || [ -x "/usr/sbin/$service" ] || fresh+=("$service")
    done
    local browser=()
    if ! command -v chromium >/dev/null && apt-cache show "$BROWSER_PACKAGE" >/dev/null 2>&1; then
        browser=("$BROWSER_PACKAGE")
    fi
    install_packages "${RUN_PACKAGES[@]}" "${CHECK_PACKAGES[@]}" "${browser[@]}"
    [ -d /run/systemd/system ] || return 0
    for service in "${fresh[@]}"; do
        as_root systemctl disable --now "$service" >/dev/null 2>&1 || true
        step "Service" "the service $service switched off again (the tests start their own)"
    done
}

# Without them their tests say that they were skipped; everything else is tested all the same.
install_node_clients() {
    local dir=tests/system/node
    if [ -d "$dir/node_modules" ] && [ "$dir/node_modules/.stamp" -nt "$dir/package-lock.json" ]; then
        step "Clients" "npm clients for the system tests: there"
        return
    fi
    step "Clients" "npm clients for the system tests"
    local log try
    log=$(mktemp)
    for try in 1 2 3; do
        if (cd "$dir" && npm ci --no-audit --no-fund --loglevel=error) >"$log" 2>&1; then
            touch "$dir/node_modules/.stamp"
            rm -f "$log"
            return
        fi
    done
    tail -n 5 "$log" >&2
    step "Clients" "npm could not fetch them (whole log: $log): the tests that need them are skipped this time"
}

check_format() {
    local wrong
    step "Format" "clang-format"
    wrong=$(find src tests -name '*.h' -o -name '*.cpp' | xargs clang-format --dry-run 2>&1 | grep -oE '^[^:]+:[0-9]+:[0-9]+: ' | cut -d: -f1 | sort -u || true)
    [ -z "$wrong" ] || fail "not formatted: $(echo $wrong)" "clang-format -i $(echo $wrong)"
}

# build_preset <preset> <target>: configures if needed and builds; the compiler's words are shown only when it fails.
build_preset() {
    local preset=$1 target=$2 log=build/$1.log
    mkdir -p build
    if [ ! -f "build/$preset/build.ninja" ]; then
        step "Configure" "cmake --preset $preset"
        cmake --preset "$preset" >"$log" 2>&1 || {
            tail -n 25 "$log" >&2
            fail "CMake did not accept this machine (whole log: $log)" "see the lines above; rm -rf build/$preset starts afresh"
        }
    fi
    step "Build" "cmake --build build/$preset (a first build takes a few minutes; log: $log)"
    cmake --build "build/$preset" --target "$target" >"$log" 2>&1 || {
        grep -E -A 8 'error|FAILED' "$log" | head -n 60 >&2
        fail "the build failed (whole log: $log)" "see the lines above"
    }
}

has_display() { [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ] || [ -n "${QT_QPA_PLATFORM:-}" ]; }

# False when the options already say that no window is wanted.
wants_window() {
    local option
    for option in "$@"; do
        case "$option" in
            --headless | --monitor | --version | --help | -h | -v | verify | ws-test | user) return 1 ;;
        esac
    done
}
