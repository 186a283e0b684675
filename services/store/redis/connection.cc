#include "services/store/redis/connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "matcher/base/status_macros.h"

namespace duikou::redis {
namespace {

// poll's timeout: at least one millisecond before the deadline, so that the
// wait does not spin; 0 behind it.
int PollMilliseconds(absl::Time deadline) {
  const absl::Duration left = deadline - absl::Now();
  if (left <= absl::ZeroDuration()) return 0;
  return static_cast<int>(
      std::clamp<int64_t>(absl::ToInt64Milliseconds(left), 1,
                          absl::ToInt64Milliseconds(absl::Minutes(1))));
}

// The value of "name:value" among the lines of INFO.
absl::string_view InfoField(absl::string_view info, absl::string_view name) {
  for (const absl::string_view line : absl::StrSplit(info, "\r\n")) {
    const std::pair<absl::string_view, absl::string_view> field =
        absl::StrSplit(line, absl::MaxSplits(':', 1));
    if (field.first == name) return field.second;
  }
  return absl::string_view();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(
    const RedisAddress& address,
    const std::optional<RedisCredentials>& credentials, absl::Time deadline) {
  std::unique_ptr<Connection> connection(new Connection(address));
  RETURN_IF_ERROR(connection->Connect(deadline));
  if (credentials.has_value()) {
    RETURN_IF_ERROR(connection->Authenticate(*credentials, deadline));
  }
  RETURN_IF_ERROR(connection->LearnFacts(deadline));
  return connection;
}

absl::Status Connection::Connect(absl::Time deadline) {
  context_.reset(redisConnectNonBlock(address_.host.c_str(), address_.port));
  if (context_ == nullptr) return Broken("out of memory");
  if (context_->err != 0) return Broken(context_->errstr);
  RETURN_IF_ERROR(Await(POLLOUT, deadline));
  int error = 0;
  socklen_t size = sizeof(error);
  if (getsockopt(context_->fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0) {
    error = errno;
  }
  if (error != 0) return Broken(std::strerror(error));
  redisEnableKeepAlive(context_.get());
  return absl::OkStatus();
}

absl::Status Connection::Authenticate(const RedisCredentials& credentials,
                                      absl::Time deadline) {
  ASSIGN_OR_RETURN(
      const Reply reply,
      Call({"AUTH", credentials.user, credentials.password}, deadline));
  if (!reply.is_error()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("redis ", address_.ToString(), " refuses user \"",
                   credentials.user, "\": ", reply.text()));
}

absl::Status Connection::LearnFacts(absl::Time deadline) {
  ASSIGN_OR_RETURN(const Reply reply,
                   Call({"INFO", "server", "replication"}, deadline));
  if (reply.is_error() &&
      ParseReplyError(reply.text()).kind == ReplyError::Kind::kRefused) {
    return absl::FailedPreconditionError(absl::StrCat(
        "redis ", address_.ToString(), " refuses INFO: ", reply.text()));
  }
  const absl::string_view version = InfoField(reply.text(), "redis_version");
  const std::pair<absl::string_view, absl::string_view> major =
      absl::StrSplit(version, absl::MaxSplits('.', 1));
  int number = 0;
  if (!absl::SimpleAtoi(major.first, &number) || number < 7) {
    return absl::FailedPreconditionError(
        absl::StrCat("redis ", address_.ToString(), " is version \"", version,
                     "\"; 7.0 or newer is needed"));
  }
  facts_.run_id = std::string(InfoField(reply.text(), "run_id"));
  facts_.cluster = InfoField(reply.text(), "redis_mode") == "cluster";
  facts_.master = InfoField(reply.text(), "role") == "master";
  return absl::OkStatus();
}

absl::StatusOr<Reply> Connection::Call(absl::Span<const absl::string_view> args,
                                       absl::Time deadline) {
  std::vector<const char*> pointers(args.size());
  std::vector<size_t> sizes(args.size());
  for (size_t i = 0; i < args.size(); ++i) {
    // hiredis copies from the pointer even where the size is 0.
    pointers[i] = args[i].empty() ? "" : args[i].data();
    sizes[i] = args[i].size();
  }
  delivered_ = false;
  sds command = nullptr;
  const int length = redisFormatSdsCommandArgv(
      &command, static_cast<int>(args.size()), pointers.data(), sizes.data());
  if (length < 0) return Broken("out of memory");
  const absl::Status sent = Send(absl::string_view(command, length), deadline);
  redisFreeSdsCommand(command);
  if (!sent.ok()) {
    usable_ = false;
    return sent;
  }
  delivered_ = true;
  absl::StatusOr<Reply> reply = Receive(deadline);
  if (!reply.ok()) usable_ = false;
  return reply;
}

absl::Status Connection::Send(absl::string_view bytes, absl::Time deadline) {
  while (!bytes.empty()) {
    const ssize_t sent =
        send(context_->fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
      bytes.remove_prefix(sent);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      RETURN_IF_ERROR(Await(POLLOUT, deadline));
    } else if (errno != EINTR) {
      return Broken(std::strerror(errno));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Reply> Connection::Receive(absl::Time deadline) {
  std::array<char, 64 << 10> buffer;
  while (true) {
    void* reply = nullptr;
    if (redisReaderGetReply(context_->reader, &reply) != REDIS_OK) {
      return Broken(context_->reader->errstr);
    }
    if (reply != nullptr) return Reply(static_cast<redisReply*>(reply));
    const ssize_t received =
        recv(context_->fd, buffer.data(), buffer.size(), 0);
    if (received > 0) {
      if (redisReaderFeed(context_->reader, buffer.data(), received) !=
          REDIS_OK) {
        return Broken(context_->reader->errstr);
      }
    } else if (received == 0) {
      return Broken("the server closed the connection");
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      RETURN_IF_ERROR(Await(POLLIN, deadline));
    } else if (errno != EINTR) {
      return Broken(std::strerror(errno));
    }
  }
}

absl::Status Connection::Await(short events, absl::Time deadline) {
  while (true) {
    pollfd socket = {.fd = context_->fd, .events = events, .revents = 0};
    const int ready = poll(&socket, 1, PollMilliseconds(deadline));
    if (ready > 0) return absl::OkStatus();
    if (ready < 0 && errno != EINTR) return Broken(std::strerror(errno));
    if (absl::Now() >= deadline) {
      return absl::DeadlineExceededError(absl::StrCat(
          "redis ", address_.ToString(), " does not answer in time"));
    }
  }
}

bool Connection::Alive() const {
  pollfd socket = {.fd = context_->fd, .events = POLLIN, .revents = 0};
  return usable_ && poll(&socket, 1, 0) == 0;
}

absl::Status Connection::Broken(absl::string_view what) const {
  return absl::UnavailableError(
      absl::StrCat("redis ", address_.ToString(), ": ", what));
}

}  // namespace duikou::redis
