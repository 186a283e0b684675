// AuditKey: the secret under which the audit trail is sealed. It is kept in a
// file outside the store; processes that seal one store need the same one.
//
//   absl::StatusOr<AuditKey> key = AuditKey::Load("/var/lib/duikou/audit.key");
//   if (absl::IsNotFound(key.status())) key = AuditKey::Create(path);
#ifndef DUIKOU_SERVICES_ACCESS_AUDIT_KEY_H_
#define DUIKOU_SERVICES_ACCESS_AUDIT_KEY_H_

#include <string>

#include "absl/status/statusor.h"

namespace duikou {

// 32 random bytes. A value, thread-safe.
class AuditKey {
 public:
  // One that nobody else has, for a store that ends with the process.
  static AuditKey Random();
  // NOT_FOUND where there is no such file. FAILED_PRECONDITION where others
  // than its owner may read or write it, or it does not have 32 bytes.
  static absl::StatusOr<AuditKey> Load(const std::string& path);
  // A new key in a new file that only its owner may read, durable when this
  // returns, in a directory that is made where it is missing. ALREADY_EXISTS
  // where there is such a file.
  static absl::StatusOr<AuditKey> Create(const std::string& path);

  const std::string& bytes() const { return bytes_; }

 private:
  explicit AuditKey(const std::string& bytes) : bytes_(bytes) {}
  std::string bytes_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_AUDIT_KEY_H_
