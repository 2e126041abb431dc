// The sentences by subject; the table in administer.cpp joins them with their words.
#pragma once
#include "handlers/administer.h"

namespace administration {

Exit user_create(const Desk& desk, Words words);
Exit user_list(const Desk& desk, Words words);
Exit user_show(const Desk& desk, Words words);
Exit user_disable(const Desk& desk, Words words);
Exit user_enable(const Desk& desk, Words words);
Exit user_delete(const Desk& desk, Words words);
Exit user_grant(const Desk& desk, Words words);
Exit user_revoke(const Desk& desk, Words words);
Exit user_verify(const Desk& desk, Words words);
Exit user_set_password(const Desk& desk, Words words);

Exit session_list(const Desk& desk, Words words);
Exit session_revoke(const Desk& desk, Words words);
Exit read_audit(const Desk& desk, Words words);
Exit cleanup(const Desk& desk, Words words);

Exit ban_list(const Desk& desk, Words words);
Exit ban_add(const Desk& desk, Words words);
Exit ban_remove(const Desk& desk, Words words);

Exit org_create(const Desk& desk, Words words);
Exit org_list(const Desk& desk, Words words);
Exit org_add_member(const Desk& desk, Words words);
Exit org_remove_member(const Desk& desk, Words words);
Exit invite_create(const Desk& desk, Words words);
Exit invite_list(const Desk& desk, Words words);
Exit invite_revoke(const Desk& desk, Words words);

Exit key_generate(const Desk& desk, Words words);
Exit key_list(const Desk& desk, Words words);
Exit key_rotate(const Desk& desk, Words words);

Exit mail_preview(const Desk& desk, Words words);
Exit mail_queue(const Desk& desk, Words words);
Exit mail_retry(const Desk& desk, Words words);
Exit mail_test(const Desk& desk, Words words);

Exit migrate(const Desk& desk, Words words);
Exit examine(const Desk& desk, Words words);
Exit config_check(const Desk& desk, Words words);
Exit config_show(const Desk& desk, Words words);
Exit config_docs(const Desk& desk, Words words);
Exit metrics_docs(const Desk& desk, Words words);
Exit config_example(const Desk& desk, Words words);
Exit routes(const Desk& desk, Words words);
Exit print_openapi(const Desk& desk, Words words);
Exit hash_bench(const Desk& desk, Words words);

}   // namespace administration
