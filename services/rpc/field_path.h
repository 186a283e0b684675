// FieldPath: one field of a message, by its path from the resource inwards, to
// read and write by reflection.
//
//   const FieldPath jobs(*Project::descriptor(), "standing.jobs");
//   jobs.SetInteger(40, project);
//   jobs.Integer(project);  // 40
#ifndef DUIKOU_SERVICES_RPC_FIELD_PATH_H_
#define DUIKOU_SERVICES_RPC_FIELD_PATH_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace duikou {

// Immutable, thread-safe, a value. The fields of the path are single; a message
// that is not there reads as an empty one and is made when written.
class FieldPath {
 public:
  // REQUIRES: the path names fields of `type` that are not repeated.
  FieldPath(const google::protobuf::Descriptor& type, absl::string_view path);

  const google::protobuf::FieldDescriptor& field() const {
    return *path_.back();
  }

  // REQUIRES: the field is of that kind; an integer is int32 or int64.
  std::string Text(const google::protobuf::Message& message) const;
  int64_t Integer(const google::protobuf::Message& message) const;
  bool Bool(const google::protobuf::Message& message) const;
  int Enum(const google::protobuf::Message& message) const;
  void SetText(std::string value, google::protobuf::Message& message) const;
  // REQUIRES: fits into the field.
  void SetInteger(int64_t value, google::protobuf::Message& message) const;
  void SetBool(bool value, google::protobuf::Message& message) const;
  void SetEnum(int value, google::protobuf::Message& message) const;

 private:
  const google::protobuf::Message& Owner(
      const google::protobuf::Message& message) const;
  google::protobuf::Message& MutableOwner(
      google::protobuf::Message& message) const;

  std::vector<const google::protobuf::FieldDescriptor*> path_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_FIELD_PATH_H_
