// The service as a sentence uses it: one connection, no queue, patient. Lives as long as the sentence.
#pragma once
#include "handlers/administer.h"
#include "handlers/context.h"
#include "handlers/service.h"

namespace administration {

class Office {
public:
    explicit Office(const Desk& desk)
        : pool_{db::Server::of(desk.config), 1, std::chrono::seconds{10}},
          lanes_{desk.config.text(sys::Key::hash_lanes_dir),
                 unsigned(desk.config.number(sys::Key::hash_lanes)), 1},
          service_{make_service(desk.config, desk.log, pool_, lanes_)}
    {}

    db::Lease lease() { return pool_.lease(); }
    Context context() const { return Context{service_, {"local", "latchkey", "cli"}, {}, {}}; }

private:
    db::Pool pool_;
    crypto::Lanes lanes_;
    Service service_;
};

}   // namespace administration
