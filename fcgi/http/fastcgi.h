// libfcgi's request as ours, and back; the same for plain CGI. The worker owns accepting; this only reads and
// writes one exchange. A thread that calls this blocks all signals: libfcgi cannot resume an interrupted
// read.
#pragma once
#include "fcgi/http/message.h"

struct FCGX_Request;

namespace http {

// Reads parameters and body. A client that hung up midway shows as Flaw::body_cut_short. Unless the input was
// read to its end, the connection is not kept for another request.
Request receive(FCGX_Request& exchange);

// Sends the whole response and ends the exchange's output; FCGX_Finish_r only has to clean up after it.
// False when the peer is gone; nothing to be done about it but to note it.
bool send(FCGX_Request& exchange, const Response& response);

// The same for a process that a server started for one request: its environment, its standard input and
// output. With SIGPIPE at its default a peer that is gone ends the process.
Request receive_cgi(char** environment, int in);
bool send_cgi(int out, const Response& response);

}   // namespace http
