// What tests say about answers. A failure names the line that asked.
#pragma once
#include <source_location>
#include <string>
#include <string_view>

#include "fcgi/http/json_tree.h"
#include "tests/harness/client.h"

namespace test {

using Here = std::source_location;

// Status and body, byte for byte, and what every answer has (see expect_sound).
void expect(const Answer& answer, int status, std::string_view body, const Here& at = Here::current());

// {"detail":"..."} and nothing else.
void expect_detail(const Answer& answer, int status, std::string_view detail,
                   const Here& at = Here::current());

// Status and the members of the body, in order and with their kinds: "id:string full_name:null".
void expect_shape(const Answer& answer, int status, std::string_view shape, const Here& at = Here::current());

// What every answer of a worker has, whatever it says: no-store, nosniff, JSON for a body, nothing that tells
// of a version, SQL or a path.
void expect_sound(const Answer& answer, const Here& at = Here::current());

// The OpenAPI document of a mount that has that path.
void expect_document(const Answer& answer, std::string_view mount, std::string_view path,
                     const Here& at = Here::current());

std::string shape(http::JsonView object);

bool is_uuid(std::string_view text);
bool is_utc_time(std::string_view text);   // 2026-01-02T03:04:05.678901Z, fraction only if not zero

}   // namespace test
