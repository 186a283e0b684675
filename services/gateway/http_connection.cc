#include "services/gateway/http_connection.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/gateway/connect_protocol.h"
#include "services/gateway/http_head.h"

namespace duikou {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kHeadRead = 4 << 10;
constexpr size_t kBodyRead = 32 << 10;
constexpr size_t kSmallBody = 64 << 10;
constexpr size_t kKeptInput = 64 << 10;
// A client that is told no gets so long, and so many bytes, to read it while
// it still sends: closing at once would make the answer be lost.
constexpr absl::Duration kLingerTime = absl::Seconds(2);
constexpr size_t kLingerBytes = 1 << 20;

constexpr char kContinue[] = "HTTP/1.1 100 Continue\r\n\r\n";

Clock::duration Steady(absl::Duration duration) {
  return absl::ToChronoNanoseconds(duration);
}

}  // namespace

// Hands what a handler says over to the connection's thread.
class HttpConnection::Exchange final : public HttpExchange {
 public:
  Exchange(std::shared_ptr<HttpConnection> connection, uint64_t turn)
      : connection_(std::move(connection)), turn_(turn) {
    connection_->owner_.OnExchangeMade();
  }
  ~Exchange() override {
    HttpConnectionOwner& owner = connection_->owner_;
    if (!complete_) {
      Run([](HttpConnection& c, uint64_t turn) { c.Abandon(turn); });
    }
    // The last that may refer to the connection off its thread.
    connection_.reset();
    owner.OnExchangeGone();
  }

  void SetKind(const char* kind) override {
    Run([kind](HttpConnection& c, uint64_t turn) {
      if (c.Answers(turn)) c.kind_ = kind;
    });
  }
  void Respond(HttpResponse response) override {
    complete_ = true;
    Run([response = std::move(response)](HttpConnection& c,
                                         uint64_t turn) mutable {
      c.Respond(turn, std::move(response));
    });
  }
  void StartStream(HttpResponse head) override {
    Run([head = std::move(head)](HttpConnection& c, uint64_t turn) mutable {
      c.StartStream(turn, std::move(head));
    });
  }
  void Write(std::string bytes, std::function<void(bool)> written) override {
    Run([bytes = std::move(bytes), written = std::move(written)](
            HttpConnection& c, uint64_t turn) mutable {
      c.WriteChunk(turn, std::move(bytes), std::move(written));
    });
  }
  void EndStream() override {
    complete_ = true;
    Run([](HttpConnection& c, uint64_t turn) { c.EndStream(turn); });
  }
  void OnGone(std::function<void()> gone) override {
    Run([gone = std::move(gone)](HttpConnection& c, uint64_t turn) mutable {
      c.SetGone(turn, std::move(gone));
    });
  }

 private:
  template <typename Work>
  void Run(Work work) {
    connection_->loop_.Run(
        [connection = connection_, turn = turn_,
         work = std::move(work)]() mutable { work(*connection, turn); });
  }

  std::shared_ptr<HttpConnection> connection_;
  const uint64_t turn_;
  std::atomic<bool> complete_ = false;
};

HttpConnection::HttpConnection(HttpConnectionOwner& owner, IoLoop& loop,
                               std::shared_ptr<Transport> transport)
    : owner_(owner), loop_(loop), transport_(std::move(transport)) {}

void HttpConnection::Start() {
  SetDeadline(owner_.limits().header_time);
  transport_->Handshake([self = shared_from_this()](bool ok) {
    if (self->phase_ == Phase::kClosed) return;
    ok ? self->NextRequest() : self->Close();
  });
}

void HttpConnection::NextRequest() {
  FreeRoom();
  if (!keep_alive_) return Linger();
  phase_ = Phase::kIdle;
  parser_.emplace(HttpParser::Limits{owner_.limits().header_bytes,
                                     owner_.limits().body_bytes});
  if (!reading_ && input_.empty() && input_.capacity() > kKeptInput) {
    std::string().swap(input_);
  }
  SetDeadline(owner_.limits().idle_time);
  if (!reading_) input_.empty() ? Read() : Parse();
}

void HttpConnection::Read() {
  const size_t size = input_.size();
  input_.resize(size + (phase_ == Phase::kBody ? kBodyRead : kHeadRead));
  reading_ = true;
  transport_->Read(input_.data() + size, input_.size() - size,
                   [self = shared_from_this(), size](size_t n) {
                     self->reading_ = false;
                     self->input_.resize(size + n);
                     self->OnRead(n);
                   });
}

void HttpConnection::OnRead(size_t n) {
  if (phase_ == Phase::kClosed) return;
  if (n == 0) return Close();
  if (phase_ == Phase::kAnswer) return;  // the next request's; it has to wait
  if (phase_ != Phase::kLinger) return Parse();
  lingered_ += n;
  input_.clear();
  lingered_ > kLingerBytes ? Close() : Read();
}

void HttpConnection::Parse() {
  if (phase_ == Phase::kIdle) {
    phase_ = Phase::kHead;
    request_start_ = Clock::now();
    SetDeadline(owner_.limits().header_time);
  }
  while (true) {
    size_t used = 0;
    const HttpParser::Progress progress = parser_->Put(input_, used);
    input_.erase(0, used);
    switch (progress) {
      case HttpParser::Progress::kNeedMore:
        if (phase_ == Phase::kBody && !OnBody()) return;
        return Read();
      case HttpParser::Progress::kHead:
        OnHead();
        break;
      case HttpParser::Progress::kDone:
        if (OnBody()) Dispatch();
        return;
      case HttpParser::Progress::kError:
        return Refuse(parser_->error_status(), parser_->error(), "malformed");
    }
  }
}

void HttpConnection::OnHead() {
  phase_ = Phase::kBody;
  body_start_ = Clock::now();
  http_1_1_ = parser_->is_http_1_1();
  keep_alive_ = keep_alive_ && parser_->keep_alive();
  // A client whose body is here already does not wait for it.
  if (parser_->expects_continue() && input_.empty()) {
    Send({.head = kContinue});
  }
}

// Moves the deadline and accounts for the body. False where that ended it.
bool HttpConnection::OnBody() {
  const HttpLimits& limits = owner_.limits();
  const size_t size = parser_->body_size();
  const auto room = static_cast<int64_t>(size);
  if (size > kSmallBody && room > room_) {
    if (!owner_.TakeRoom(room - room_)) {
      Refuse(503, "too many large requests are under way; try again later",
             "memory");
      return false;
    }
    room_ = room;
  }
  const absl::Duration whole =
      limits.body_time +
      absl::Seconds(1.0 * size / limits.least_bytes_per_second);
  SetDeadline(std::min(body_start_ + Steady(whole),
                       Clock::now() + Steady(limits.body_time)));
  return true;
}

void HttpConnection::FreeRoom() {
  if (room_ > 0) owner_.TakeRoom(-room_);
  room_ = 0;
}

void HttpConnection::Dispatch() {
  phase_ = Phase::kAnswer;
  SetDeadline(SteadyTime::max());
  ++turn_;
  HttpRequest request = parser_->Take();
  request.source = transport_->source();
  request.tls = transport_->tls();
  head_only_ = request.method == "HEAD";
  answered_ = streaming_ = false;
  kind_ = "other";
  // With nothing else to read, the end of the connection is noticed.
  if (input_.empty() && !reading_) Read();
  owner_.Handle(std::move(request),
                std::make_shared<Exchange>(shared_from_this(), turn_));
}

void HttpConnection::SetGone(uint64_t turn, std::function<void()> gone) {
  if (phase_ == Phase::kClosed) {
    gone();
  } else if (Answers(turn)) {
    gone_ = std::move(gone);
  }
}

void HttpConnection::Abandon(uint64_t turn) {
  if (!Answers(turn)) return;
  if (answered_) return Close();  // a stream that does not end
  Respond(turn, TextResponse(500, "application/json",
                             ErrorJson({absl::StatusCode::kInternal,
                                        "an error of the server"})));
}

std::string HttpConnection::Head(const HttpResponse& response,
                                 absl::string_view framing) const {
  std::string lines(owner_.shared_headers());
  if (!keep_alive_) {
    lines += "Connection: close\r\n";
  } else {
    if (!http_1_1_) lines += "Connection: keep-alive\r\n";
    const int64_t seconds = absl::ToInt64Seconds(owner_.limits().idle_time);
    absl::StrAppend(
        &lines, "Keep-Alive: timeout=", std::max<int64_t>(1, seconds), "\r\n");
  }
  absl::StrAppend(&lines, framing);
  return ResponseHead(response, lines);
}

void HttpConnection::Respond(uint64_t turn, HttpResponse response) {
  if (!Answers(turn) || answered_) return;
  answered_ = true;
  status_ = response.status;
  const size_t size = response.body == nullptr ? 0 : response.body->size();
  const bool bodiless = status_ == 204 || status_ == 304;
  Output output;
  output.head = Head(
      response, bodiless ? "" : absl::StrCat("Content-Length: ", size, "\r\n"));
  if (!bodiless && !head_only_) output.body = std::move(response.body);
  output.written = [self = shared_from_this()](bool ok) {
    if (ok) self->OnAnswerSent();
  };
  Send(std::move(output));
}

void HttpConnection::StartStream(uint64_t turn, HttpResponse head) {
  if (!Answers(turn) || answered_) return;
  answered_ = streaming_ = true;
  status_ = head.status;
  // HTTP/1.0 knows no chunks: there the end of the connection ends the body.
  if (!http_1_1_) keep_alive_ = false;
  Send({.head = Head(head, http_1_1_ ? "Transfer-Encoding: chunked\r\n" : "")});
}

void HttpConnection::WriteChunk(uint64_t turn, std::string bytes,
                                Written written) {
  if (!Answers(turn) || !streaming_) {
    // Never from within the call.
    return loop_.Post([written = std::move(written)] { written(false); });
  }
  Output output;
  output.head =
      http_1_1_ && !bytes.empty()
          ? absl::StrCat(absl::Hex(bytes.size()), "\r\n", bytes, "\r\n")
          : std::move(bytes);
  output.written = std::move(written);
  Send(std::move(output));
}

void HttpConnection::EndStream(uint64_t turn) {
  if (!Answers(turn) || !streaming_) return;
  streaming_ = false;
  Send({.head = http_1_1_ ? "0\r\n\r\n" : "",
        .written = [self = shared_from_this()](bool ok) {
          if (ok) self->OnAnswerSent();
        }});
}

void HttpConnection::Send(Output output) {
  output_.push_back(std::move(output));
  if (!writing_) {
    WriteNext();
  } else if (phase_ == Phase::kAnswer) {
    // A 100 that the client does not take has no deadline of its own.
    SetWriteDeadline();
  }
}

void HttpConnection::SetWriteDeadline() {
  const HttpLimits& limits = owner_.limits();
  size_t size = 0;
  for (const Output& output : output_) {
    size += output.head.size();
    if (output.body != nullptr) size += output.body->size();
  }
  SetDeadline(limits.write_time +
              absl::Seconds(1.0 * size / limits.least_bytes_per_second));
}

void HttpConnection::WriteNext() {
  const Output& output = output_.front();
  const absl::string_view body =
      output.body == nullptr ? absl::string_view() : *output.body;
  writing_ = true;
  if (phase_ == Phase::kAnswer) SetWriteDeadline();
  transport_->Write(output.head, body, [self = shared_from_this()](bool ok) {
    self->writing_ = false;
    if (self->phase_ == Phase::kClosed) return;  // Close() told them all
    const Written written = std::move(self->output_.front().written);
    self->output_.pop_front();
    if (!ok) {
      if (written) written(false);
      return self->Close();
    }
    if (!self->output_.empty()) {
      self->WriteNext();
    } else if (self->phase_ == Phase::kAnswer) {
      self->SetDeadline(SteadyTime::max());
    }
    if (written) written(true);
  });
}

void HttpConnection::OnAnswerSent() {
  gone_ = nullptr;
  owner_.OnAnswered(
      kind_, status_,
      absl::FromChrono(std::chrono::duration_cast<std::chrono::nanoseconds>(
          Clock::now() - request_start_)));
  NextRequest();
}

// `message` is a copy: it may be the parser's, which ends here.
void HttpConnection::Refuse(int status, std::string message,
                            const char* reason) {
  owner_.OnRefused(reason);
  keep_alive_ = false;
  phase_ = Phase::kAnswer;
  ++turn_;
  answered_ = head_only_ = false;
  kind_ = "refused";
  parser_.reset();  // with what has come of a body
  FreeRoom();
  const absl::StatusCode code =
      status == 413 || status == 431 ? absl::StatusCode::kResourceExhausted
      : status == 503                ? absl::StatusCode::kUnavailable
      : status == 408                ? absl::StatusCode::kDeadlineExceeded
      : status == 501                ? absl::StatusCode::kUnimplemented
                                     : absl::StatusCode::kInvalidArgument;
  Respond(turn_, TextResponse(status, "application/json",
                              ErrorJson({code, std::move(message)})));
}

void HttpConnection::Linger() {
  phase_ = Phase::kLinger;
  SetDeadline(kLingerTime);
  transport_->CloseSend([self = shared_from_this()] { self->Close(); });
  if (!transport_->tls() && !reading_) {
    input_.clear();
    Read();
  }
}

void HttpConnection::CloseSoon() {
  keep_alive_ = false;
  if (phase_ == Phase::kHandshake || phase_ == Phase::kIdle) Close();
}

void HttpConnection::Close() {
  if (phase_ == Phase::kClosed) return;
  const auto self = shared_from_this();
  phase_ = Phase::kClosed;
  transport_->Close();
  FreeRoom();
  // Callbacks may come back here.
  std::deque<Output> output;
  // What is being written stays until the write has ended.
  if (writing_ && !output_.empty()) {
    output.emplace_back().written = std::move(output_.front().written);
    for (size_t i = 1; i < output_.size(); ++i) {
      output.push_back(std::move(output_[i]));
    }
  } else {
    output.swap(output_);
  }
  for (Output& each : output) {
    if (each.written) each.written(false);
  }
  if (const std::function<void()> gone = std::exchange(gone_, nullptr)) gone();
  owner_.OnClosed(self);
}

void HttpConnection::SetDeadline(absl::Duration from_now) {
  SetDeadline(Clock::now() + Steady(from_now));
}

// Most deadlines move on before they are reached, so the alarm is set again
// only when it rings, or where it would ring too late.
void HttpConnection::SetDeadline(SteadyTime time) {
  deadline_ = time;
  if (deadline_ < alarm_) Arm();
}

void HttpConnection::Arm() {
  alarm_ = deadline_;
  transport_->SetAlarm(alarm_,
                       [self = shared_from_this()] { self->OnAlarm(); });
}

void HttpConnection::OnAlarm() {
  if (phase_ == Phase::kClosed) return;
  alarm_ = SteadyTime::max();
  if (Clock::now() >= deadline_) return TimedOut();
  if (deadline_ != SteadyTime::max()) Arm();
}

void HttpConnection::TimedOut() {
  if (phase_ == Phase::kHead || phase_ == Phase::kBody) {
    return Refuse(408, "the request came too slowly", "slow");
  }
  if (phase_ == Phase::kAnswer) owner_.OnRefused("slow");
  Close();
}

}  // namespace duikou
