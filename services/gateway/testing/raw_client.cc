#include "services/gateway/testing/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "matcher/base/check.h"

namespace duikou {
namespace {

constexpr int kPatienceSeconds = 30;
constexpr char kHeadEnd[] = "\r\n\r\n";

}  // namespace

std::string RawReply::Header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

RawClient::RawClient(int port) : port_(port) { Connect(0); }

RawClient::~RawClient() {
  if (socket_ >= 0) close(socket_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : port_(other.port_),
      socket_(std::exchange(other.socket_, -1)),
      ended_(other.ended_),
      input_(std::move(other.input_)) {}

void RawClient::KeepReceiveBufferSmall() {
  close(socket_);
  Connect(4096);
}

void RawClient::Connect(int receive_bytes) {
  socket_ = socket(AF_INET, SOCK_STREAM, 0);
  DUIKOU_CHECK(socket_ >= 0) << "no socket: too many open files?";
  if (receive_bytes > 0) {
    setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_bytes,
               sizeof(receive_bytes));
  }
  const timeval patience = {.tv_sec = kPatienceSeconds, .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port_));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ended_ = connect(socket_, reinterpret_cast<sockaddr*>(&address),
                   sizeof(address)) != 0;
}

bool RawClient::Send(absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent =
        send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(sent);
  }
  return true;
}

bool RawClient::Post(absl::string_view path,
                     const std::vector<std::string>& headers,
                     absl::string_view body) {
  std::string request = absl::StrCat("POST ", path,
                                     " HTTP/1.1\r\nHost: test\r\n"
                                     "Content-Length: ",
                                     body.size(), "\r\n");
  for (const std::string& header : headers) {
    absl::StrAppend(&request, header, "\r\n");
  }
  return Send(absl::StrCat(request, "\r\n", body));
}

bool RawClient::Get(absl::string_view path,
                    const std::vector<std::string>& headers) {
  std::string request =
      absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: test\r\n");
  for (const std::string& header : headers) {
    absl::StrAppend(&request, header, "\r\n");
  }
  return Send(absl::StrCat(request, "\r\n"));
}

bool RawClient::Fill() {
  if (ended_) return false;
  char buffer[64 << 10];
  const ssize_t n = recv(socket_, buffer, sizeof(buffer), 0);
  if (n > 0) {
    input_.append(buffer, n);
    return true;
  }
  ended_ = true;
  return false;
}

bool RawClient::FillTo(size_t size) {
  while (input_.size() < size) {
    if (!Fill()) return false;
  }
  return true;
}

std::string RawClient::ReadChunks() {
  std::string body;
  while (true) {
    size_t line = input_.find("\r\n");
    while (line == std::string::npos) {
      if (!Fill()) return body;
      line = input_.find("\r\n");
    }
    size_t size = 0;
    DUIKOU_CHECK(absl::SimpleHexAtoi(input_.substr(0, line), &size));
    if (!FillTo(line + 2 + size + 2)) return body;
    body += input_.substr(line + 2, size);
    input_.erase(0, line + 2 + size + 2);
    if (size == 0) return body;
  }
}

RawReply RawClient::ReadReply(bool has_body) {
  RawReply reply;
  size_t end = input_.find(kHeadEnd);
  while (end == std::string::npos) {
    if (!Fill()) return reply;
    end = input_.find(kHeadEnd);
  }
  reply.head = input_.substr(0, end);
  input_.erase(0, end + sizeof(kHeadEnd) - 1);
  for (const absl::string_view line : absl::StrSplit(reply.head, "\r\n")) {
    const std::pair<absl::string_view, absl::string_view> halves =
        absl::StrSplit(line, absl::MaxSplits(": ", 1));
    reply.headers.emplace(absl::AsciiStrToLower(halves.first), halves.second);
  }
  int status = 0;
  DUIKOU_CHECK(absl::SimpleAtoi(reply.head.substr(9, 3), &status));
  if (has_body && status != 304 && status >= 200) {
    size_t length = 0;
    if (!reply.Header("transfer-encoding").empty()) {
      reply.body = ReadChunks();
    } else if (absl::SimpleAtoi(reply.Header("content-length"), &length)) {
      if (!FillTo(length)) return reply;
      reply.body = input_.substr(0, length);
      input_.erase(0, length);
    } else {
      reply.body = ReadToEnd();
    }
  }
  reply.status = status;
  return reply;
}

std::string RawClient::ReadSome() {
  if (input_.empty()) Fill();
  return std::exchange(input_, "");
}

std::string RawClient::ReadToEnd() {
  while (Fill()) {
  }
  return std::exchange(input_, "");
}

bool RawClient::AtEnd() {
  while (Fill()) {
  }
  return ended_;
}

void RawClient::CloseSend() { shutdown(socket_, SHUT_WR); }

void RawClient::Reset() {
  const linger now = {.l_onoff = 1, .l_linger = 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
  close(std::exchange(socket_, -1));
  ended_ = true;
}

RawReply PostOnce(int port, absl::string_view path,
                  const std::vector<std::string>& headers,
                  absl::string_view body) {
  RawClient client(port);
  client.Post(path, headers, body);
  return client.ReadReply();
}

RawReply GetOnce(int port, absl::string_view path,
                 const std::vector<std::string>& headers) {
  RawClient client(port);
  client.Get(path, headers);
  return client.ReadReply();
}

}  // namespace duikou
