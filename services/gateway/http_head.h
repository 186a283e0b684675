// ResponseHead: the first lines of an HTTP answer.
//
//   ResponseHead(response, "Content-Length: 5\r\n")
//   // HTTP/1.1 200 OK\r\nDate: …\r\nContent-Type: …\r\n…\r\n\r\n
#ifndef DUIKOU_SERVICES_GATEWAY_HTTP_HEAD_H_
#define DUIKOU_SERVICES_GATEWAY_HTTP_HEAD_H_

#include <string>

#include "absl/strings/string_view.h"
#include "services/gateway/http_message.h"

namespace duikou {

// Status, date, the response's headers, and `lines`, each of which has its line
// end; then the empty line. Headers that hold control characters are left out:
// whoever could end a line early could write the rest of the answer.
std::string ResponseHead(const HttpResponse& response, absl::string_view lines);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_HTTP_HEAD_H_
