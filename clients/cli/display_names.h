// What people call the resources that a message names.
//
//   DisplayNames names(client);
//   names.Fetch(response);                  // one call a collection
//   names.TextOf("programmes/hubei/areas/420527", language)    秭归县
//   names.FundKind("hubei", "policy", language)                政策资金
//
// What cannot be fetched is shown by its id: names are for people, and no
// answer fails for want of them.
#ifndef DUIKOU_CLIENTS_CLI_DISPLAY_NAMES_H_
#define DUIKOU_CLIENTS_CLI_DISPLAY_NAMES_H_

#include <google/protobuf/message.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "clients/cli/resource_kinds.h"
#include "clients/lib/client.h"

namespace duikou::cli {

// Not thread-safe.
class DisplayNames {
 public:
  // `client` is borrowed and outlives it.
  explicit DisplayNames(client::Client& client) : client_(client) {}

  // Fetches the names of all areas, sectors, units and projects that
  // `messages` refer to and that are not known yet.
  void Fetch(const std::vector<const google::protobuf::Message*>& messages);
  void Fetch(const google::protobuf::Message& message) { Fetch({&message}); }

  // The display name of a resource, else its id.
  std::string TextOf(absl::string_view name, Language language) const;
  // The display name of a programme's fund kind, else its id.
  std::string FundKind(absl::string_view programme, absl::string_view id,
                       Language language);
  // A fetched project; nullptr where there is none.
  const catalogue::v1::Project* Project(absl::string_view name) const;

 private:
  using Resources =
      std::map<std::string, std::unique_ptr<google::protobuf::Message>>;

  void FetchKind(const ResourceKind& kind, std::vector<std::string> names);
  // Fetches each by itself, where one of a batch is gone.
  void FetchEach(const ResourceKind& kind,
                 const std::vector<std::string>& names);

  client::Client& client_;
  Resources known_;                // by name
  std::set<std::string> missing_;  // names that could not be fetched
};

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_DISPLAY_NAMES_H_
