#include "services/access/bind.h"

#include <fcntl.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/access/access_service.h"
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

}  // namespace

absl::Status BindAccess(const HostContext& host, Bindings& bindings) {
  auto service = std::make_unique<AccessServiceImpl>(host);
  if (host.access.sign_in) RETURN_IF_ERROR(TellCode(host, *service));
  bindings.AddService(AccessServiceImpl::kName, std::move(service));
  return absl::OkStatus();
}

}  // namespace duikou
