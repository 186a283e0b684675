#include "tests/bench/http_load.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"

namespace duikou::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr char kHeadEnd[] = "\r\n\r\n";
constexpr char kLength[] = "\r\nContent-Length: ";

int Connect(int port) {
  const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  DUIKOU_CHECK(client >= 0 &&
               connect(client, reinterpret_cast<sockaddr*>(&address),
                       sizeof(address)) == 0)
      << "a connection failed";
  return client;
}

}  // namespace

std::string HttpPost(const std::string& path, const std::string& content_type,
                     const std::string& body) {
  return absl::StrCat(
      "POST ", path, " HTTP/1.1\r\nHost: bench\r\nContent-Type: ", content_type,
      "\r\nContent-Length: ", body.size(), "\r\n\r\n", body);
}

HttpLoad::HttpLoad(int port, int connections, std::vector<std::string> requests)
    : requests_(std::move(requests)), clients_(connections) {
  rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  poll_ = epoll_create1(EPOLL_CLOEXEC);
  for (Client& client : clients_) {
    client.socket = Connect(port);
    epoll_event event = {.events = EPOLLIN, .data = {.ptr = &client}};
    epoll_ctl(poll_, EPOLL_CTL_ADD, client.socket, &event);
  }
}

HttpLoad::~HttpLoad() {
  for (const Client& client : clients_) close(client.socket);
  close(poll_);
}

void HttpLoad::Send(Client& client) {
  const std::string& request = requests_[next_++ % requests_.size()];
  DUIKOU_CHECK(send(client.socket, request.data(), request.size(),
                    MSG_NOSIGNAL) == static_cast<ssize_t>(request.size()));
}

bool HttpLoad::TakeAnswer(Client& client) {
  const size_t head = client.input.find(kHeadEnd);
  if (head == std::string::npos) return false;
  DUIKOU_CHECK(absl::StartsWith(client.input, "HTTP/1.1 200 ")) << client.input;
  const size_t length = client.input.find(kLength);
  DUIKOU_CHECK(length < head);
  const size_t size =
      head + sizeof(kHeadEnd) - 1 +
      std::atoi(client.input.c_str() + length + sizeof(kLength) - 1);
  if (client.input.size() < size) return false;
  DUIKOU_CHECK(client.input.size() == size);
  client.input.clear();
  ++answers_;
  answer_bytes_ += static_cast<int64_t>(size);
  return true;
}

void HttpLoad::RunUntil(Clock::time_point end) {
  for (Client& client : clients_) Send(client);
  size_t waiting = clients_.size();
  std::array<epoll_event, 64> events;
  std::array<char, 64 << 10> buffer;
  while (waiting > 0) {
    const int count = epoll_wait(poll_, events.data(), events.size(), -1);
    for (int i = 0; i < count; ++i) {
      Client& client = *static_cast<Client*>(events[i].data.ptr);
      const ssize_t n = recv(client.socket, buffer.data(), buffer.size(), 0);
      DUIKOU_CHECK(n > 0) << "the server has closed a connection";
      client.input.append(buffer.data(), n);
      if (!TakeAnswer(client)) continue;
      if (Clock::now() < end) {
        Send(client);
      } else {
        --waiting;
      }
    }
  }
}

double HttpLoad::Run(std::chrono::milliseconds time) {
  const int64_t before = answers_;
  const auto start = Clock::now();
  RunUntil(start + time);
  return static_cast<double>(answers_ - before) /
         std::chrono::duration<double>(Clock::now() - start).count();
}

void HttpLoad::AskOnce() { RunUntil(Clock::now()); }

double HttpLoad::mean_answer_bytes() const {
  return answers_ == 0 ? 0
                       : static_cast<double>(answer_bytes_) /
                             static_cast<double>(answers_);
}

}  // namespace duikou::bench
