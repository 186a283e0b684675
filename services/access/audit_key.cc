#include "services/access/audit_key.h"

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/access/private_file.h"
#include "services/base/digest.h"

namespace duikou {

AuditKey AuditKey::Random() { return AuditKey(RandomBytes(kKeyedDigestBytes)); }

absl::StatusOr<AuditKey> AuditKey::Load(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadPrivateFile(path));
  if (bytes.size() != kKeyedDigestBytes) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, " has ", bytes.size(), " bytes; an audit key has ",
                     kKeyedDigestBytes));
  }
  return AuditKey(bytes);
}

absl::StatusOr<AuditKey> AuditKey::Create(const std::string& path) {
  AuditKey key = Random();
  RETURN_IF_ERROR(WritePrivateFile(path, key.bytes(), ExistingFile::kRefuse));
  return key;
}

}  // namespace duikou
