// The kinds of resources, one row each: the commands for all of them are made
// from these rows and the messages' own descriptors.
//
//   for (const ResourceKind& kind : ResourceKinds()) {
//     AddResourceCommands(kind, session, app);
//   }
#ifndef DUIKOU_CLIENTS_CLI_RESOURCE_KINDS_H_
#define DUIKOU_CLIENTS_CLI_RESOURCE_KINDS_H_

#include <google/protobuf/descriptor.h>

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace duikou::cli {

// A state change by a method of its own.
struct CustomVerb {
  const char* verb;    // as typed: publish
  const char* method;  // PublishProject
  Words done;          // what it did
  Words help;
};

// A kind of resources. The pointers are to literals.
struct ResourceKind {
  const char* noun;     // as typed: project
  Words label;          // 项目
  Words help;           // what these resources are
  const char* service;  // duikou.catalogue.v1.CatalogueService
  const char* type;     // Project
  const char* plural;   // Projects, as in ListProjects
  // The form of its names: programmes/{programme}/projects/{project}.
  const char* pattern;
  // What lists show: paths of fields. A list of messages shows the label of
  // each entry.
  std::vector<const char*> columns;
  // Fields of messages whose own fields are options by themselves.
  std::vector<const char*> flattened;
  std::vector<CustomVerb> verbs;
  // Where an id is that of another resource in the message: `project` of a
  // shortlist entry. Empty: ids are chosen freely or made by the server.
  const char* id_field = "";
  // Examples for the help of create, after `duikou NOUN create `.
  const char* example = "";
  // What to say after a create; `$IDS` stands for the new resource's ids.
  Words after_create = {};
  // What adds one, for those who find none.
  const char* add = "create";
  // The standard commands it has; others are made by hand.
  std::vector<const char*> commands = {"list", "get", "create", "update",
                                       "delete"};
  // Whether `duikou NOUN` is a command. What is within another resource can be
  // shown and looked up, and has its commands at that one's.
  bool is_command = true;

  const google::protobuf::Descriptor& descriptor() const;
  // The method, such as `Get`, `Create`; nullptr where there is none. `List`
  // takes the plural.
  const google::protobuf::MethodDescriptor* Method(
      absl::string_view verb) const;
  // The field that holds the resource in requests: project.
  std::string field() const;
  // The last collection of its names: projects.
  std::string collection() const;
  // How many ids its names have after the programme's.
  int depth() const;
};

const std::vector<ResourceKind>& ResourceKinds();

// The kind that names such as `programmes/hubei/units/yichang` belong to;
// nullptr where there is none.
const ResourceKind* KindOfName(absl::string_view name);
// The kind of a collection such as `projects`; nullptr where there is none.
const ResourceKind* KindOfCollection(absl::string_view collection);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_RESOURCE_KINDS_H_
