// The tables about HTTP itself.
#include "tests/contracts/hostile_requests.h"

namespace hostile {

namespace {

constexpr std::string_view plain_headers = R"(
Authorization:
Authorization: Bearer
Authorization: Bearer 
Authorization: Bearer a.b.c
Authorization: Basic !!!!
Authorization: Basic OjpAOg==
Authorization: Digest username="a"
Authorization: Negotiate TlRMTVNTUAAB
Authorization: Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJhIn0.
Cookie: access_token=
Cookie: access_token=a.b.c; refresh_token=d
Cookie: =; ;;; =a; a
Cookie: access_token="x"; access_token=y
Cookie: $Version=1; refresh_token=x
Content-Type:
Content-Type: text/plain
Content-Type: text/xml
Content-Type: application/json; charset=utf-16
Content-Type: application/json;;;;
Content-Type: application/json, text/html
Content-Type: multipart/form-data; boundary=
Content-Encoding: gzip
Content-Encoding: identity
Content-Encoding: gzip, gzip
Transfer-Encoding: chunked
TE: trailers
Origin: null
Origin: https://evil.example
Sec-Fetch-Site: cross-site
Sec-Fetch-Site: "
Host: evil.example
Host: 127.0.0.1:1
X-Forwarded-Host: evil.example
X-Forwarded-For: ' OR 1=1 --
X-Forwarded-Proto: javascript
X-Real-IP: ::1
X-Original-URL: /admin
X-Rewrite-URL: /admin
X-HTTP-Method-Override: DELETE
Proxy: http://evil.example
User-Agent: ' OR 1=1 --
User-Agent: ${jndi:ldap://x}
Accept: application/xml
Accept-Encoding: gzip;q=9
Range: bytes=0-,0-,0-
If-None-Match: *
If-Match: "x"
Upgrade: h2c
Connection: close, X-Real-IP
Connection: Upgrade
Expect: 100-continue
Expect: nonsense
LATCHKEY_CONTRACT: hydracore
LATCHKEY-REFUSE: payload_too_large
LATCHKEY_REFUSE: payload_too_large
SCRIPT_NAME: /x
Content_Length: 0
Max-Forwards: -1
Cache-Control: only-if-cached
)";

constexpr std::string_view plain_endings = R"(
?
?a
?token=' OR 1=1
?token=%00
?token=%ff
?token=%zz
?a[]=1&a[]=2
?&&&===&
?contract=hydracore
?LATCHKEY_CONTRACT=hydracore
?<script>
#x
/
//
/.
/..
/../
/./
/%2e%2e
/..%2f
/%2f
%2f
%20
%0a
%0d%0aX:%20y
%c0%af
%ff
%E0%A4%A
%
;
;jsessionid=1
:
~
'
"
\
\..\..
*
.json
.php
/index.php
)";

}   // namespace

std::vector<std::string> headers()
{
    auto all =
        with_lines(plain_headers, {"Authorization: Bearer \xff\xfe", "Origin: \xff",
                                   "User-Agent: \xff\xfe\xfd", "Content-Type: \xff", "Referer: \x01\x02",
                                   "DNT: \x7f", "Cookie: \xf0\x9f\x98\x80=\xf0\x9f\x98\x80"});
    for (const char* const name :
         {"Authorization: bearer ", "Cookie: access_token=", "Content-Type: ", "User-Agent: ",
          "Accept-Language: ", "Via: ", "Origin: ", "X-Forwarded-For: 1.1.1.1, "})
        all.push_back(name + times(3'000, "a"));
    return all;
}

std::vector<std::string> endings()
{
    return with_lines(plain_endings, {"?" + times(4'000, "a"), "?" + times(1'000, "a=b&"), "?\xff\xfe",
                                      "/" + times(200, "../"), "/" + times(3'000, "a"), times(300, "/a"),
                                      "\xf0\x9f\x98\x80"});
}

}   // namespace hostile
