#include "services/gateway/http_head.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace duikou {
namespace {

struct Reason {
  int status;
  absl::string_view words;
};

constexpr Reason kReasons[] = {
    {200, "OK"},
    {204, "No Content"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {499, "Client Closed Request"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
};

absl::string_view ReasonOf(int status) {
  const auto* found =
      std::find_if(std::begin(kReasons), std::end(kReasons),
                   [&](const Reason& each) { return each.status == status; });
  return found == std::end(kReasons) ? "Status" : found->words;
}

bool IsOneLine(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '\t' || !absl::ascii_iscntrl(static_cast<unsigned char>(c));
  });
}

std::string DateNow() {
  thread_local absl::Time second = absl::InfinitePast();
  thread_local std::string text;
  const absl::Time now = absl::Now();
  if (now - second >= absl::Seconds(1) || now < second) {
    second = absl::FromUnixSeconds(absl::ToUnixSeconds(now));
    text = absl::FormatTime("%a, %d %b %E4Y %H:%M:%S GMT", second,
                            absl::UTCTimeZone());
  }
  return text;
}

}  // namespace

std::string ResponseHead(const HttpResponse& response,
                         absl::string_view lines) {
  std::string head =
      absl::StrCat("HTTP/1.1 ", response.status, " ", ReasonOf(response.status),
                   "\r\nDate: ", DateNow(), "\r\n");
  for (const HttpHeader& header : response.headers) {
    if (!IsOneLine(header.name) || !IsOneLine(header.value)) continue;
    absl::StrAppend(&head, header.name, ": ", header.value, "\r\n");
  }
  absl::StrAppend(&head, lines, "\r\n");
  return head;
}

}  // namespace duikou
