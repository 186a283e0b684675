// AccessControl: finds who calls by what came with the call.
//
//   ASSIGN_OR_RETURN(std::shared_ptr<const Caller> caller,
//                    access.Identify("Bearer dks_…", deadline));
#ifndef DUIKOU_SERVICES_RPC_ACCESS_CONTROL_H_
#define DUIKOU_SERVICES_RPC_ACCESS_CONTROL_H_

#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/rpc/caller.h"
#include "services/store/store.h"

namespace duikou {

// Implementations are thread-safe.
class AccessControl {
 public:
  using Answer = absl::StatusOr<std::shared_ptr<const Caller>>;

  virtual ~AccessControl() = default;

  // `authorization` is the call's header, empty where it has none: then the
  // caller is nobody. UNAUTHENTICATED where it is none that is in force. May
  // ask the store.
  virtual Answer Identify(absl::string_view authorization,
                          absl::Time deadline) = 0;

  // The same where it is known without waiting, else none.
  virtual std::optional<Answer> TryIdentify(
      absl::string_view authorization) = 0;

  // Waits until what was written of people, sessions and tokens at `revision`
  // counts here. DEADLINE_EXCEEDED where it does not by then.
  virtual absl::Status WaitUntil(Revision revision, absl::Time deadline) = 0;
};

// Asks nobody to sign in: whoever reaches the server may do everything.
class NoSignIn final : public AccessControl {
 public:
  NoSignIn() {
    auto caller = std::make_shared<Caller>();
    caller->unrestricted = true;
    caller_ = std::move(caller);
  }
  Answer Identify(absl::string_view, absl::Time) override { return caller_; }
  std::optional<Answer> TryIdentify(absl::string_view) override {
    return caller_;
  }
  absl::Status WaitUntil(Revision, absl::Time) override {
    return absl::OkStatus();
  }

 private:
  std::shared_ptr<const Caller> caller_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_ACCESS_CONTROL_H_
