#include "services/access/bind.h"

#include <fcntl.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/access/access_service.h"
#include "services/access/audit_trail.h"
#include "services/base/json_log.h"

namespace duikou {
namespace {

// Readable by who runs the server alone.
absl::Status WriteCode(const std::string& path, const std::string& code) {
  unlink(path.c_str());
  const int file =
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const std::string text = absl::StrCat(code, "\n");
  const bool written = file >= 0 && write(file, text.data(), text.size()) ==
                                        static_cast<ssize_t>(text.size());
  if (file >= 0) close(file);
  if (written) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat("--setup-code-file ", path, ": cannot be written"));
}

absl::Status TellCode(const HostContext& host, AccessServiceImpl& service) {
  ASSIGN_OR_RETURN(const std::string code, service.MakeSetupCode());
  const std::string& path = host.access.setup_code_file;
  if (code.empty()) {
    if (!path.empty()) unlink(path.c_str());
    return absl::OkStatus();
  }
  if (!path.empty()) RETURN_IF_ERROR(WriteCode(path, code));
  Log(host.logger, spdlog::level::warn,
      "nobody can sign in yet: `duikou set-up`, or the page /set-up, makes "
      "the first administrator with this code",
      {{"setup_code", code}});
  return absl::OkStatus();
}

// Shared because closers can be copied.
absl::StatusOr<std::shared_ptr<AuditTrail>> OpenAudit(const HostContext& host) {
  absl::StatusOr<std::unique_ptr<AuditTrail>> trail =
      AuditTrail::Open(host.store, host.clock, host.logger, host.registry,
                       {.key_file = host.access.audit_key_file});
  if (!trail.ok()) {
    return absl::Status(
        trail.status().code(),
        absl::StrCat("--audit_key: ",
                     absl::string_view(trail.status().message())));
  }
  (*trail)->methods().Add("people/{person}",
                          access::v1::Person::default_instance());
  return std::shared_ptr<AuditTrail>(*std::move(trail));
}

}  // namespace

absl::Status BindAccess(const HostContext& host, Bindings& bindings) {
  ASSIGN_OR_RETURN(std::shared_ptr<AuditTrail> audit, OpenAudit(host));
  auto service = std::make_unique<AccessServiceImpl>(host, audit->methods());
  if (host.access.sign_in) RETURN_IF_ERROR(TellCode(host, *service));
  bindings.AddService(AccessServiceImpl::kName, std::move(service));
  // The trail outlives the calls, and seals no more behind them.
  bindings.AddCloser([audit = std::move(audit)]() mutable { audit.reset(); });
  return absl::OkStatus();
}

}  // namespace duikou
