// StaticFiles: the built web client, in memory, as a browser wants it.
//
//   ASSIGN_OR_RETURN(StaticFiles files, StaticFiles::Load("clients/web/dist"));
//   exchange->Respond(files.Answer(request));
//
// Only what was in the directory when it was loaded can be served: a path is
// looked up as it is, and never reaches the file system. Files below /assets/
// have their hash in their name and are kept by browsers for a year; the others
// are asked for again and answered 304 where they are the same. A path of no
// file and without a dot is a page of the client, which index.html shows.
#ifndef DUIKOU_SERVICES_GATEWAY_STATIC_FILES_H_
#define DUIKOU_SERVICES_GATEWAY_STATIC_FILES_H_

#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "services/gateway/http_message.h"

namespace duikou {

// Immutable, thread-safe.
class StaticFiles {
 public:
  // No files: `/` says, in Chinese and English, that no web client is here.
  StaticFiles();

  // All regular files below the directory; links are not followed. NOT_FOUND
  // where it is none or has no index.html; RESOURCE_EXHAUSTED where it holds
  // more than 256 MiB.
  static absl::StatusOr<StaticFiles> Load(const std::string& directory);

  // 200, 304, 404 or 405.
  HttpResponse Answer(const HttpRequest& request) const;

 private:
  struct File {
    std::string content_type;
    std::string etag;
    bool immutable = false;
    std::shared_ptr<const std::string> plain;
    std::shared_ptr<const std::string> gzip;  // null where it is no smaller
  };

  void Add(const std::string& path, std::string content);
  const File* Find(const HttpRequest& request) const;

  absl::flat_hash_map<std::string, File> files_;  // by path, from the `/` on
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_STATIC_FILES_H_
