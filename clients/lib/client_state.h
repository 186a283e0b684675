// What a client remembers of one server between two commands: the revisions
// that its writes were given, so that a writer always reads its own writes,
// the programme chosen by default, and the secret of the session that is signed
// in. Its file is for its owner alone.
//
//   ClientState state(ClientState::FileFor(directory, server));
//   state.NoteRevision("hubei", 124, absl::Now());
//   std::optional<int64_t> least = state.LeastRevision("hubei", absl::Now());
//   absl::Status saved = state.Save();
//
// A revision is remembered for kRevisionLifetime: by then every view has long
// reached it, and a server whose data were wiped is not waited for for ever.
#ifndef DUIKOU_CLIENTS_LIB_CLIENT_STATE_H_
#define DUIKOU_CLIENTS_LIB_CLIENT_STATE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace duikou::client {

// Thread-safe. Neither copied nor moved.
class ClientState {
 public:
  static constexpr absl::Duration kRevisionLifetime = absl::Minutes(2);

  // Remembers nothing beyond its own life.
  ClientState() = default;
  // Reads `file`; one that is absent or cannot be read counts as empty.
  explicit ClientState(std::string file);
  ClientState(const ClientState&) = delete;
  ClientState& operator=(const ClientState&) = delete;

  // The file for `server` in the folder `directory`. Servers that differ only
  // in characters unfit for a file's name still get files of their own.
  static std::string FileFor(absl::string_view directory,
                             absl::string_view server);

  // Remembers that a write to `programme` was given `revision`. An older one
  // does not replace a newer one.
  void NoteRevision(absl::string_view programme, int64_t revision,
                    absl::Time now);
  // The revision that reads of `programme` must have reached, if any.
  std::optional<int64_t> LeastRevision(absl::string_view programme,
                                       absl::Time now) const;
  // Forgets what is remembered of `programme`'s revisions.
  void ForgetRevision(absl::string_view programme);

  // The programme's id chosen by default; empty: none.
  std::string default_programme() const;
  void set_default_programme(absl::string_view programme);

  // The secret of the session; empty: nobody is signed in.
  std::string secret() const;
  void set_secret(absl::string_view secret);

  // Writes the file if anything changed, by a rename, with what another
  // command wrote meanwhile kept. OK where there is no file to write.
  absl::Status Save();

 private:
  struct Revision {
    int64_t revision = 0;
    absl::Time time;
  };
  struct Content {
    std::string default_programme;
    std::string secret;
    std::map<std::string, Revision> revisions;  // by programme id
  };

  static Content Read(const std::string& file);
  static void Merge(absl::string_view programme, const Revision& revision,
                    Content& content);

  const std::string file_;
  mutable absl::Mutex mutex_;
  Content content_ ABSL_GUARDED_BY(mutex_);
  bool changed_ ABSL_GUARDED_BY(mutex_) = false;
  bool programme_changed_ ABSL_GUARDED_BY(mutex_) = false;
  bool secret_changed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace duikou::client

#endif  // DUIKOU_CLIENTS_LIB_CLIENT_STATE_H_
