// ClusterRouter: sends each command to the server that has its key, and sends
// it again where that is safe.
//
//   ASSIGN_OR_RETURN(auto router, ClusterRouter::Open(options, deadline));
//   ASSIGN_OR_RETURN(Reply reply,
//                    router->Call({.key = key, .args = {"GET", key}},
//                                 deadline));
//
// Problem: slots move between the servers of a cluster, masters fail and their
// replicas take over, connections break.
// Method: a table of the master of each slot, loaded by CLUSTER SLOTS from any
// node that answers. MOVED corrects the table and loads it anew; ASK asks the
// other server once, after ASKING; TRYAGAIN, CLUSTERDOWN, LOADING, READONLY and
// broken connections are repeated with growing pauses until the call's deadline
// or the options' patience. A server without cluster mode is a table with the
// same master everywhere; of several seeds the one whose role is master.
// Reference: redis.io, "Redis cluster specification".
#ifndef DUIKOU_SERVICES_STORE_REDIS_CLUSTER_ROUTER_H_
#define DUIKOU_SERVICES_STORE_REDIS_CLUSTER_ROUTER_H_

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/store/redis/connection_pool.h"
#include "services/store/redis/redis_options.h"
#include "services/store/redis/reply.h"
#include "services/store/redis/slot.h"
#include "services/store/redis/slot_map.h"

namespace duikou::redis {

// Redis looks at the time-outs of blocked clients 10 times a second (`hz 10`):
// what it holds back may come this much later than asked for.
inline constexpr absl::Duration kServerTick = absl::Milliseconds(110);

// A Lua script and its SHA-1 in hexadecimal digits, by which EVALSHA names it.
struct Script {
  explicit Script(absl::string_view text);
  const std::string text;
  const std::string sha1;
};

// One command. It borrows all its text.
struct Command {
  enum class Effect {
    kRead,
    kRepeatableWrite,  // doing it twice is the same as once
    kWrite,            // must not be sent again once it may have been done
  };

  absl::string_view key;  // whose slot says where to send it
  std::vector<absl::string_view> args;
  Effect effect = Effect::kRead;
  // Of EVALSHA: its text, sent where the server does not know it.
  const Script* script = nullptr;
  // The argument that becomes the server's run id; 0: none.
  int run_id_argument = 0;
  // How long the server itself may hold the answer back (XREAD BLOCK).
  absl::Duration block = absl::ZeroDuration();
  // How many replicas must have what this command wrote before it succeeds,
  // where `written` says of its reply that it wrote.
  int replicas = 0;
  bool (*written)(const ReplyView& reply) = nullptr;
};

// Thread-safe. Calls block their thread.
class ClusterRouter {
 public:
  // A server of the present table.
  struct Server {
    ConnectionPool* pool;
    bool master;
  };

  // UNAVAILABLE or DEADLINE_EXCEEDED where no seed answers in time;
  // FAILED_PRECONDITION where those that answer refuse us.
  static absl::StatusOr<std::unique_ptr<ClusterRouter>> Open(
      const RedisOptions& options, absl::Time deadline);

  // The reply, never an error reply. DEADLINE_EXCEEDED where a server was
  // silent until the deadline; UNAVAILABLE where none could be reached or may
  // write, or too few replicas confirmed; INTERNAL for an error reply that
  // says our command is wrong. UNAVAILABLE and DEADLINE_EXCEEDED of a write
  // say in words whether its outcome is unknown.
  absl::StatusOr<Reply> Call(const Command& command, absl::Time deadline);

  // Every server of the table, masters first.
  std::vector<Server> Servers();

 private:
  using Table = std::array<ConnectionPool*, kSlots>;

  // What came of sending a command once.
  struct Attempt {
    enum class Next {
      kDone,
      kFail,     // a repetition fails as well
      kMoved,    // to `target`
      kAsk,      // `target`, once
      kRefresh,  // later, perhaps elsewhere
    };
    Next next = Next::kDone;
    absl::StatusOr<Reply> reply = absl::UnknownError("not sent");
    bool maybe_done = false;  // of one that failed
    RedisAddress target = {};
  };

  ClusterRouter(const RedisOptions& options,
                std::optional<RedisCredentials> credentials)
      : options_(options), credentials_(std::move(credentials)) {}

  Attempt Try(const Command& command, ConnectionPool* pool, bool asking,
              absl::Time deadline);
  // One exchange on one connection, with the script's text where needed.
  absl::StatusOr<Reply> Exchange(const Command& command, bool asking,
                                 Connection& connection, absl::Time deadline);
  Attempt Judge(const Command& command, absl::StatusOr<Reply> reply,
                Connection& connection, absl::Time deadline);
  absl::Status AwaitReplicas(const Command& command, Connection& connection,
                             absl::Time deadline);

  // Loads the table from `preferred`, else from any server known. Returns at
  // once where another thread is at it.
  absl::Status Refresh(ConnectionPool* preferred, absl::Time deadline);
  absl::Status LoadTable(ConnectionPool* pool, absl::Time deadline);
  void Install(const std::vector<SlotRange>& ranges);
  std::vector<ConnectionPool*> RefreshOrder(ConnectionPool* preferred)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  ConnectionPool* MasterOf(int slot);
  ConnectionPool* SetMaster(int slot, const RedisAddress& address);
  ConnectionPool* PoolOf(const RedisAddress& address);
  ConnectionPool* PoolOfLocked(const RedisAddress& address)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const RedisOptions options_;
  const std::optional<RedisCredentials> credentials_;

  absl::Mutex mutex_;
  // Never erased, so that the pointers stay valid.
  std::map<RedisAddress, std::unique_ptr<ConnectionPool>> pools_
      ABSL_GUARDED_BY(mutex_);
  Table masters_ ABSL_GUARDED_BY(mutex_) = {};
  std::vector<Server> servers_ ABSL_GUARDED_BY(mutex_);
  bool refreshing_ ABSL_GUARDED_BY(mutex_) = false;
  // Where the next refresh starts: a node that is cut off tells old tales.
  int refresh_turn_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace duikou::redis

#endif  // DUIKOU_SERVICES_STORE_REDIS_CLUSTER_ROUTER_H_
