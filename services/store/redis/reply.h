// Reply: what Redis answered, owned; ReplyError: what its error says to do.
//
//   ASSIGN_OR_RETURN(Reply reply, connection.Call({"GET", key}, deadline));
//   if (reply.is_error()) return ...;   // ParseReplyError(reply.text())
//   Use(reply.text());
#ifndef DUIKOU_SERVICES_STORE_REDIS_REPLY_H_
#define DUIKOU_SERVICES_STORE_REDIS_REPLY_H_

#include <hiredis/hiredis.h>

#include <cstdint>
#include <memory>

#include "absl/strings/string_view.h"
#include "services/store/redis/redis_options.h"

namespace duikou::redis {

// One element of a reply, borrowed from it. Accessors of another kind than the
// element's give an empty value, so that a reply of an unexpected shape is
// noticed by its content and never crashes. A value type.
class ReplyView {
 public:
  explicit ReplyView(const redisReply* reply) : reply_(reply) {}

  bool is_error() const { return type() == REDIS_REPLY_ERROR; }
  bool is_nil() const { return type() == REDIS_REPLY_NIL; }
  bool is_array() const { return type() == REDIS_REPLY_ARRAY; }
  bool is_integer() const { return type() == REDIS_REPLY_INTEGER; }
  // Of a string, a status or an error.
  absl::string_view text() const;
  int64_t integer() const { return is_integer() ? reply_->integer : 0; }
  int size() const {
    return is_array() ? static_cast<int>(reply_->elements) : 0;
  }
  // Nil beyond the end.
  ReplyView operator[](int index) const;

 private:
  int type() const {
    return reply_ == nullptr ? REDIS_REPLY_NIL : reply_->type;
  }

  const redisReply* reply_;
};

// A whole reply. Move-only.
class Reply : public ReplyView {
 public:
  // Takes `reply`.
  explicit Reply(redisReply* reply) : ReplyView(reply), owned_(reply) {}

 private:
  struct Free {
    void operator()(redisReply* reply) const { freeReplyObject(reply); }
  };
  std::unique_ptr<redisReply, Free> owned_;
};

// The error codes (the first word of the error) that steer a caller.
struct ReplyError {
  enum class Kind {
    kMoved,     // the slot lives at `address` from now on
    kAsk,       // ask `address` this once, after ASKING
    kNoScript,  // send the script's text
    kLater,     // nothing was done, a repetition may succeed soon
    kStopped,   // the server may not write: disk or memory is full
    kRefused,   // password or permission
    kOther,     // nothing was done, a repetition fails as well
  };

  Kind kind = Kind::kOther;
  int slot = 0;          // of kMoved and kAsk
  RedisAddress address;  // likewise; an empty host is the one that was asked
};

ReplyError ParseReplyError(absl::string_view text);

}  // namespace duikou::redis

#endif  // DUIKOU_SERVICES_STORE_REDIS_REPLY_H_
