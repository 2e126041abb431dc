# make            build the programs into build/
# make run        the sandbox in the foreground: Postgres, nginx, workers, mailer; Ctrl-C stops all of it
# make up, down   the same in the background
# make test       the whole suite; ends with "N passed, N failed"
# make check      the architecture's rules, formatting, clang-tidy; ends with "N passed, N failed"
# make sanitize   the whole suite again under ASan and UBSan
# make bench      figures, beside the limit they are held against
# make bench-growth  the same cost at 1e3 and 1e6 accounts
# make install    programs, units, pages, snippets below DESTDIR and PREFIX (/usr/local)
# make deb        the Debian package, into build/deb
# make package-test  builds it, installs it on a bare tree, removes and purges it (make test does, too)
# make clean
#
# RUN_DIR (.run), PORT (8080): where a sandbox lives. BUILD_DIR (build): where objects and programs go.

BUILD_DIR ?= build
RUN_DIR   ?= .run
PORT      ?= 8080
B         := $(BUILD_DIR)
export BUILD_DIR RUN_DIR PORT

PROGRAMS  = latchkey-worker latchkey-mailer latchkey
CXX       = g++
# -Wno-restrict: g++ 12 takes "literal" + std::string for overlapping memory (GCC bug 105329).
WARNINGS  = -Wall -Wextra -Wshadow -Wconversion -Wformat=2 -Wno-restrict -Werror -Werror=switch
HARDENING = -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong -fstack-clash-protection \
            -fcf-protection -fPIE
OPTIMIZE  = -O2 -g
SANITIZE  =
PACKAGES  = libpq openssl libcjson libcurl
CXXFLAGS  = -std=c++23 $(OPTIMIZE) $(WARNINGS) $(HARDENING) $(SANITIZE)
CPPFLAGS  = -I. $(shell pkg-config --cflags $(PACKAGES)) -MMD -MP
LDFLAGS   = -pie -Wl,-z,relro,-z,now,--as-needed $(SANITIZE)
LDLIBS    = $(shell pkg-config --libs $(PACKAGES)) -lfcgi -lscrypt -lresolv -pthread

# A file directly in fcgi/ is a program. One folder down, and all of handlers/, is shared by programs and tests.
SHARED    = $(wildcard fcgi/*/*.cpp handlers/*.cpp handlers/*/*.cpp)
UNITS     = tests/main.cpp $(wildcard tests/*.cpp) $(wildcard tests/fcgi/*/*.cpp tests/handlers/*.cpp tests/handlers/*/*.cpp)
END_TO_END = $(wildcard tests/harness/*.cpp tests/contracts/*.cpp tests/contracts/*/*.cpp tests/faults/*.cpp) \
             tests/fcgi/net/smtp_sink.cpp tests/fcgi/net/wire.cpp
objects   = $(patsubst %.cpp,$(B)/%.o,$(sort $(1)))
LIBRARY   = $(call objects,$(SHARED)) $(B)/migrations.o $(B)/version.o

programs: $(PROGRAMS:%=$(B)/%)
all: programs $(B)/mirror

$(B)/latchkey-worker: $(B)/fcgi/worker.o
$(B)/latchkey-mailer: $(B)/fcgi/mailer.o
$(B)/latchkey: $(B)/fcgi/latchkey.o
$(PROGRAMS:%=$(B)/%): $(LIBRARY)
	@echo 'LINK $@'
	@$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/unit-tests: $(call objects,$(UNITS)) $(LIBRARY)
	@echo 'LINK $@'
	@$(CXX) $(LDFLAGS) -o $@ $^ -lCppUTest $(LDLIBS)

$(B)/end-to-end-tests: $(call objects,$(END_TO_END)) $(LIBRARY) | $(B)/oidc/installed
	@echo 'LINK $@'
	@$(CXX) $(LDFLAGS) -o $@ $(filter %.o,$^) -lCppUTest $(LDLIBS)

# An OpenID provider of others, which the end-to-end tests run in $(B)/oidc.
$(B)/oidc/installed: tests/oidc/package.json tests/oidc/package-lock.json
	@mkdir -p $(@D)
	@cp $^ $(@D)
	cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# What the sandbox guards.
$(B)/mirror: $(B)/tests/sandbox/mirror.o $(LIBRARY)
	@echo 'LINK $@'
	@$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

BENCH = $(filter-out tests/bench/null_responder.cpp,$(wildcard tests/bench/*.cpp)) \
        tests/database.cpp tests/handlers/house.cpp tests/handlers/round_trips.cpp
$(B)/bench: $(call objects,$(BENCH)) $(LIBRARY)
$(B)/null-responder: $(B)/tests/bench/null_responder.o $(LIBRARY)
$(B)/bench $(B)/null-responder:
	@echo 'LINK $@'
	@$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/%.o: %.cpp
	@mkdir -p $(@D)
	@echo 'CXX $<'
	@$(CXX) $(CPPFLAGS) $(CXXFLAGS) -c -o $@ $<

$(B)/migrations.cpp: $(wildcard sql/*.sql) sql/embed.sh
	@mkdir -p $(@D)
	sh sql/embed.sh $(sort $(wildcard sql/[0-9]*.sql)) > $@.new
	mv $@.new $@

$(B)/version.cpp: debian/changelog
	@mkdir -p $(@D)
	sed -n '1s/^[^(]*(\([^)]*\)).*/#include "fcgi\/sys\/version.h"\nnamespace sys { const char* const version = "\1"; }/p' $< >$@

$(B)/migrations.o $(B)/version.o: $(B)/%.o: $(B)/%.cpp
	@echo 'CXX $<'
	@$(CXX) $(CPPFLAGS) $(CXXFLAGS) -c -o $@ $<

# Packages first, in a make of its own: pkg-config is asked when a Makefile is read.
run up:
	@tests/sandbox/sandbox.sh deps
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@exec tests/sandbox/sandbox.sh $@

down:
	@tests/sandbox/sandbox.sh down

test:
	@tests/sandbox/sandbox.sh deps nodejs npm debhelper dpkg-dev lintian debootstrap chromium fail2ban pgbouncer
	@$(MAKE) --no-print-directory -j$$(nproc) all $(B)/unit-tests $(B)/end-to-end-tests
	@tests/run.sh

check:
	@tests/sandbox/sandbox.sh deps clang-format clang-tidy shellcheck mandoc systemd
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@tests/check/run.sh

# The optimiser sees less between the sanitizers' checks, and takes members of an empty optional for uninitialised.
sanitize:
	@tests/sandbox/sandbox.sh deps nodejs npm chromium fail2ban pgbouncer
	@$(MAKE) --no-print-directory -j$$(nproc) \
	    SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all -Wno-maybe-uninitialized' OPTIMIZE='-O1 -g' \
	    HARDENING='-D_GLIBCXX_ASSERTIONS -fPIE' BUILD_DIR=$(B)/sanitize build-all
	@BUILD_DIR=$(B)/sanitize tests/run.sh --sanitized

build-all: all $(B)/unit-tests $(B)/end-to-end-tests

bench bench-growth:
	@tests/sandbox/sandbox.sh deps
	@$(MAKE) --no-print-directory -j$$(nproc) all $(B)/bench $(B)/null-responder
	@tests/bench/bench.sh $(if $(filter bench-growth,$@),growth,figures)

# Where things go: what systemd and man look through, whatever the prefix is.
PREFIX     ?= /usr/local
SYSCONFDIR ?= /etc
UNITDIR    ?= $(PREFIX)/lib/systemd/system
LIBEXEC     = $(PREFIX)/libexec/latchkey
SHARE       = $(PREFIX)/share
EXAMPLES    = $(SHARE)/doc/latchkey/examples
UNITS_OF_SYSTEMD = $(wildcard systemd/*.service systemd/*.socket systemd/*.target systemd/*.timer)
at_prefix   = sed -e 's|/usr/libexec/latchkey|$(LIBEXEC)|g' -e 's|/usr/bin/|$(PREFIX)/bin/|g' \
              -e 's|/usr/share/latchkey|$(SHARE)/latchkey|g' -e 's|/etc/latchkey/pages|$(SYSCONFDIR)/latchkey/pages|g'

install: programs
	install -d $(DESTDIR)$(LIBEXEC) $(DESTDIR)$(UNITDIR) $(DESTDIR)$(PREFIX)/lib/sysusers.d \
	    $(DESTDIR)$(PREFIX)/lib/tmpfiles.d $(DESTDIR)$(SYSCONFDIR)/nginx/snippets
	install -D -m 755 $(B)/latchkey $(DESTDIR)$(PREFIX)/bin/latchkey
	install -m 755 $(B)/latchkey-worker $(B)/latchkey-mailer $(DESTDIR)$(LIBEXEC)
	for unit in $(UNITS_OF_SYSTEMD); do \
	    $(at_prefix) $$unit >$(DESTDIR)$(UNITDIR)/$${unit#*/} && chmod 644 $(DESTDIR)$(UNITDIR)/$${unit#*/} || exit 1; \
	done
	install -m 644 systemd/latchkey.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/latchkey.conf
	install -m 644 systemd/latchkey.tmpfiles $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/latchkey.conf
	install -m 644 nginx/snippets/*.conf $(DESTDIR)$(SYSCONFDIR)/nginx/snippets
	install -d $(DESTDIR)$(EXAMPLES)
	$(at_prefix) nginx/latchkey-site.conf >$(DESTDIR)$(EXAMPLES)/latchkey-site.conf
	chmod 644 $(DESTDIR)$(EXAMPLES)/latchkey-site.conf
	install -D -m 644 sql/roles.sql $(DESTDIR)$(SHARE)/latchkey/roles.sql
	cd nginx && find pages -type f -exec install -D -m 644 '{}' '$(DESTDIR)$(SHARE)/latchkey/{}' \;
	install -D -m 644 -t $(DESTDIR)$(SHARE)/man/man1 docs/man/latchkey.1
	install -D -m 644 -t $(DESTDIR)$(SHARE)/man/man5 docs/man/latchkey.env.5
	install -D -m 644 -t $(DESTDIR)$(SHARE)/man/man8 docs/man/latchkey-worker.8 docs/man/latchkey-mailer.8
	install -m 644 docs/prometheus/latchkey.rules.yml $(DESTDIR)$(EXAMPLES)
	install -m 644 docs/grafana/latchkey.json $(DESTDIR)$(EXAMPLES)/latchkey-dashboard.json
	for part in filter action jail; do \
	    install -d $(DESTDIR)$(SYSCONFDIR)/fail2ban/$$part.d && \
	    $(at_prefix) systemd/fail2ban/$$part.conf >$(DESTDIR)$(SYSCONFDIR)/fail2ban/$$part.d/latchkey.conf && \
	    chmod 644 $(DESTDIR)$(SYSCONFDIR)/fail2ban/$$part.d/latchkey.conf || exit 1; \
	done
	install -D -m 644 debian/latchkey.bash-completion $(DESTDIR)$(SHARE)/bash-completion/completions/latchkey

# The pages that are printed from tables of the program.
man: $(B)/latchkey
	$(B)/latchkey config docs --man >docs/man/latchkey.env.5
	$(B)/latchkey --help | awk -f docs/man/sentences.awk >$(B)/sentences
	sed -i -e '/^\.\\" Printed by/,/^\.\\" The end/{/^\.\\"/!d}' -e '/^\.\\" Printed by/r $(B)/sentences' docs/man/latchkey.1

# In a copy, since the package's files land beside the tree. Objects that are up to date are not made again:
# the copy keeps times, and objects are where they were. From a clean tree dpkg-buildpackage -b works as well.
DEB      = $(abspath $(B))/deb
PACKAGED = Makefile README.md CHANGELOG.md LICENSE debian docs fcgi handlers nginx sql systemd
deb:
	@tests/sandbox/sandbox.sh deps debhelper dpkg-dev
	@$(MAKE) --no-print-directory -j$$(nproc) programs
	rm -rf $(DEB)
	mkdir -p $(DEB)/latchkey
	cp -a $(PACKAGED) $(DEB)/latchkey
	cd $(DEB)/latchkey && BUILD_DIR=$(abspath $(B)) dpkg-buildpackage -b -us -uc

package-test:
	@tests/sandbox/sandbox.sh deps debhelper dpkg-dev lintian debootstrap
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@tests/package/package_test.sh

clean:
	rm -rf $(B)

.PHONY: programs all run up down test check sanitize build-all bench bench-growth install man deb package-test clean
-include $(shell find $(B) -type f -name '*.d' 2>/dev/null)
