// bench: measures a sandbox and prints a table. Started by bench.sh.
//   bench people   puts accounts into its database
//   bench figures  the table
//   bench throughput, bench gate, bench logins, bench inside   parts of it, for whoever works on them
//   bench memory   what is left behind by the load, once the null responders are gone
//   bench round-trips   of every row, beside its budget
//   bench growth   CPU per answer with few and with many accounts
#include <cstdlib>
#include <iostream>

#include "fcgi/sys/startup.h"
#include "tests/bench/figures.h"
#include "tests/bench/growth.h"

namespace {

void figures(bench::Bench& it)
{
    std::cout << "load average " << bench::load_average()
              << "; CPU is seconds per 1000 answers: responder + nginx + Postgres\n";
    bench::print_heading();
    bench::footprint_figures(it, "idle");
    bench::start_figure(it);
    bench::inside_figures(it);
    bench::me_figures(it);
    bench::refresh_figures(it);
    bench::gate_figures(it);
    bench::revocation_figures(it);
    bench::login_figures(it);
    std::cout << "load average " << bench::load_average() << '\n';
}

int serve(const sys::CommandLine& line, const sys::Config& config)
{
    db::Pool pool{config.text(sys::Key::database), 2, std::chrono::minutes{5}};
    const std::string word = line.words.empty() ? "" : line.words.front();
    const int port = std::atoi(line.option("port").c_str());
    bench::Bench it{line.option("run-dir"),
                    line.option("build-dir"),
                    {port, port + 2, port + 3, port + 4, port + 5, port + 6, port + 7, port + 8, port + 9},
                    config,
                    pool,
                    {}};
    if (word == "people") {
        bench::settle(pool, config, 1000);
    } else if (word == "figures") {
        it.people = bench::choose(pool, config, 128);
        figures(it);
    } else if (word == "throughput") {
        it.people = bench::choose(pool, config, 128);
        bench::me_figures(it);
        bench::refresh_figures(it);
    } else if (word == "gate") {
        it.people = bench::choose(pool, config, 128);
        bench::gate_figures(it);
        bench::revocation_figures(it);
    } else if (word == "logins") {
        it.people = bench::choose(pool, config, 128);
        bench::login_figures(it);
    } else if (word == "inside") {
        it.people = bench::choose(pool, config, 1);
        bench::inside_figures(it);
    } else if (word == "memory") {
        bench::footprint_figures(it, "afterwards");
    } else if (word == "round-trips") {
        bench::round_trip_figures();
    } else if (word == "growth") {
        bench::growth_figures(it);
    } else {
        return 2;
    }
    return 0;
}

}   // namespace

int main(int argc, char** argv)
{
    const auto line =
        sys::command_line(argc, argv, {{"env-file", "run-dir", "build-dir", "port"}, {}}, std::cerr);
    const auto config = line ? sys::configured(*line, std::cerr) : std::nullopt;
    if (!config) return 2;
    try {
        return serve(*line, *config);
    } catch (const std::exception& broken) {
        std::cerr << "bench: " << broken.what() << '\n';
        return 1;
    }
}
