// AuditResources: what the records of the store are called by people, and what
// is in them: for the audit trail, which knows collections and ids alone.
//
//   AuditResources resources;   // knows what is below programmes
//   resources.Name("hubei", "projects", "p-1");
//   // programmes/hubei/projects/p-1
#ifndef DUIKOU_SERVICES_ACCESS_AUDIT_RESOURCES_H_
#define DUIKOU_SERVICES_ACCESS_AUDIT_RESOURCES_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "services/rpc/resource_name.h"

namespace duikou {

// Thread-safe after the last Add.
class AuditResources {
 public:
  // Knows every resource of the roles catalogue, profiles, matching, assignment
  // and progress, from their protos.
  AuditResources();

  // `prototype` is what the records hold; it lives as long as this.
  void Add(absl::string_view pattern,
           const google::protobuf::Message& prototype);

  // Of a collection that is not known: its collection and id, below the
  // programme.
  std::string Name(absl::string_view partition, absl::string_view collection,
                   absl::string_view id) const;

  // Null where what the records hold is not known.
  const google::protobuf::Message* Prototype(
      absl::string_view collection) const;

 private:
  struct Known {
    ResourcePattern pattern;
    const google::protobuf::Message* prototype;
  };
  std::map<std::string, Known> by_collection_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_AUDIT_RESOURCES_H_
