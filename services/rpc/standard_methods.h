// StandardMethods<T>: AIP's standard methods over the Store, written once.
//
//   StandardMethods<Unit> units(store, clock, ids,
//       Resource<Unit>{.pattern = "programmes/{programme}/units/{unit}",
//                      .field = "unit",
//                      .id_prefix = "u-",
//                      .prepare = PrepareUnit,
//                      .may_delete = MayDeleteUnit});
//   units.Get(call, request);                        // StatusOr<Unit>
//   units.List<ListUnitsResponse>(call, request);    // and so on
//
// What they promise:
//  - A record holds the resource without its etag; the etag is the revision.
//  - Parents exist (NOT_FOUND), and so does whatever a field with a `resource`
//    rule names, in the same programme (INVALID_ARGUMENT naming the field).
//    Nothing that was read for a decision changes before the commit.
//  - An etag that is sent must be the stored one (ABORTED). Without one, a
//  write
//    that meets another is tried anew on the newest state.
//  - A repeated request_id gets the first answer again, whatever happened
//  since.
//  - With validate_only everything is checked, nothing is written, and the
//    answer is what it would be (without an etag where the resource is new).
//  - Batches are all or nothing, and errors name the entry:
//    `requests[3].project.area: …`.
//
//  - Reads show what the call may see, and writes of what it may not touch are
//    PERMISSION_DENIED (services/rpc/ownership.h).
//
// Requests are those of the AIP: the field names below are taken from them
// (parent, <field>, <field>_id, update_mask, etag, request_id, validate_only,
// page_size, page_token, names, requests). They come checked by Serve().
#ifndef DUIKOU_SERVICES_RPC_STANDARD_METHODS_H_
#define DUIKOU_SERVICES_RPC_STANDARD_METHODS_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/empty.pb.h"
#include "google/protobuf/message.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/base/violation.h"
#include "services/rpc/batch_upsert.h"
#include "services/rpc/call_context.h"
#include "services/rpc/page_token.h"
#include "services/rpc/request_hash.h"
#include "services/rpc/resource_engine.h"
#include "services/rpc/write_context.h"
#include "services/store/store.h"

namespace duikou {

// What a role says of one of its resources.
template <typename T>
struct Resource {
  // The form of its names. The last literal is the collection in the Store.
  std::string pattern;
  // Its field in requests, such as `capability_profile`.
  std::string field;
  // Before the ids that the server makes up, such as `p-`.
  std::string id_prefix;
  // kMaxCompositeIdLength where ids are put together from others.
  size_t max_id_length = kMaxIdLength;

  // Optional. The id of a new resource, as sent and with the id given (or
  // empty). A given id must be the one returned. None: the one given, else one
  // made up.
  std::function<absl::StatusOr<std::string>(WriteContext&, const T& sent,
                                            absl::string_view given)>
      choose_id;
  // Optional. The role's own rules over the whole resource, and the fields that
  // the server writes. The proto's rules and references hold already. `before`
  // is null where the resource is new. May run several times for one call.
  std::function<absl::Status(WriteContext&, const T* before, T& resource)>
      prepare;
  // Optional. FAILED_PRECONDITION where others still refer to it.
  std::function<absl::Status(WriteContext&, const T&)> may_delete;
  // Optional, beside may_delete, which is asked again after it: lets nothing
  // come into the resource as it stands at the revision. For what belongs to it
  // in another partition, which no commit that deletes it can check.
  std::function<absl::Status(WriteContext&, const T&, Revision)> close =
      nullptr;
  // Optional, beside close. Whether the change takes something away that what
  // belongs to the resource may use: then it is closed, and `prepare` asked
  // again, before the change is written, which opens it.
  std::function<bool(const T& before, const T& after)> narrows = nullptr;
  // Optional. Whether it is kept to those who reach it as their own or reach
  // all. None: where a method is for members, they see every such resource.
  std::function<bool(const T&)> kept_to_owner = nullptr;
  // Top-level fields in which names may refer to what does not exist.
  std::vector<std::string> unchecked_fields = {};
};

// Thread-safe.
template <typename T>
class StandardMethods {
 public:
  // `store`, `clock` and `ids` outlive this.
  StandardMethods(Store& store, Clock& clock, IdGenerator& ids,
                  Resource<T> resource)
      : engine_(store, clock, ids, Erase(std::move(resource))) {}

  // NOT_FOUND where there is none.
  template <typename Request>
  absl::StatusOr<T> Get(CallContext& call, const Request& request) {
    return GetByName(call, request.name());
  }
  absl::StatusOr<T> GetByName(CallContext& call, absl::string_view name) {
    return Take(engine_.Get(call, name));
  }

  // By id. `keep`: only resources of which it holds.
  template <typename Response, typename Request>
  absl::StatusOr<Response> List(
      CallContext& call, const Request& request,
      const std::function<bool(const T&)>& keep = nullptr) {
    ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), {}));
    ASSIGN_OR_RETURN(const std::string after, PagePosition(request));
    std::function<bool(const google::protobuf::Message&)> erased;
    if (keep) {
      erased = [&keep](const google::protobuf::Message& resource) {
        return keep(static_cast<const T&>(resource));
      };
    }
    ASSIGN_OR_RETURN(ResourcePage page, engine_.List(call, ParentOf(request),
                                                     after, size, erased));
    Response response;
    Fill(std::move(page.resources), response);
    if (!page.last_id.empty()) {
      response.set_next_page_token(PageToken(request, page.last_id));
    }
    return response;
  }

  // Shows resources below `parent`, by id: all, to work done by the server
  // itself, or those that the call may see.
  absl::Status ForEach(CallContext& call, absl::string_view parent,
                       absl::FunctionRef<void(const T&)> visit,
                       Shown shown = Shown::kAll) {
    constexpr int kPage = 1000;
    std::string after;
    do {
      ASSIGN_OR_RETURN(ResourcePage page, engine_.List(call, parent, after,
                                                       kPage, nullptr, shown));
      for (const ResourcePtr& resource : page.resources) {
        visit(static_cast<const T&>(*resource));
      }
      after = std::move(page.last_id);
    } while (!after.empty());
    return absl::OkStatus();
  }

  // In the order of request.names(). The first that is not there is NOT_FOUND.
  template <typename Response, typename Request>
  absl::StatusOr<Response> BatchGet(CallContext& call, const Request& request) {
    ASSIGN_OR_RETURN(
        std::vector<ResourcePtr> resources,
        engine_.BatchGet(call, request.parent(),
                         {request.names().begin(), request.names().end()}));
    Response response;
    Fill(std::move(resources), response);
    return response;
  }

  // ALREADY_EXISTS where the id is taken. `complete` is what the method writes
  // besides what was sent; it may run several times.
  template <typename Request>
  absl::StatusOr<T> Create(CallContext& call, const Request& request,
                           const std::function<absl::Status(WriteContext&, T&)>&
                               complete = nullptr) {
    NewResource item = NewFrom(request, "");
    if (complete) {
      item.complete = [&complete](WriteContext& context,
                                  google::protobuf::Message& resource) {
        return complete(context, static_cast<T&>(resource));
      };
    }
    ASSIGN_OR_RETURN(std::vector<ResourcePtr> resources,
                     engine_.Create(call, ParentOf(request), {std::move(item)},
                                    ArgumentsOf(request)));
    return Take(std::move(resources[0]));
  }

  template <typename Response, typename Request>
  absl::StatusOr<Response> BatchCreate(CallContext& call,
                                       const Request& request) {
    std::vector<NewResource> items;
    for (int i = 0; i < request.requests_size(); ++i) {
      const std::string path = absl::StrCat("requests[", i, "].");
      if (request.requests(i).parent() != request.parent()) {
        return Refused(
            absl::StatusCode::kInvalidArgument, path + "parent",
            absl::StrCat("须与整批的一致，即 ", request.parent()),
            absl::StrCat("must be that of the batch, ", request.parent()));
      }
      items.push_back(NewFrom(request.requests(i), path));
    }
    ASSIGN_OR_RETURN(
        std::vector<ResourcePtr> resources,
        engine_.Create(call, request.parent(), items, ArgumentsOf(request)));
    Response response;
    Fill(std::move(resources), response);
    return response;
  }

  // Changes what request.update_mask() names; see UpdateMask. `complete` is
  // what the method writes besides; it may run several times.
  template <typename Request>
  absl::StatusOr<T> Update(
      CallContext& call, const Request& request,
      const std::function<absl::Status(WriteContext&, const T& before,
                                       T& resource)>& complete = nullptr) {
    ResourceEngine::Completer erased;
    if (complete) {
      erased = [&complete](WriteContext& context,
                           const google::protobuf::Message& before,
                           google::protobuf::Message& resource) {
        return complete(context, static_cast<const T&>(before),
                        static_cast<T&>(resource));
      };
    }
    return Take(engine_.Update(call, MessageIn(request), request.update_mask(),
                               ArgumentsOf(request), erased));
  }

  template <typename Request>
  absl::StatusOr<google::protobuf::Empty> Delete(CallContext& call,
                                                 const Request& request) {
    RETURN_IF_ERROR(engine_.Delete(call, request.name(), request.etag(),
                                   ArgumentsOf(request)));
    return google::protobuf::Empty();
  }

  // A custom verb: `change` works on the stored resource, and may run several
  // times. FAILED_PRECONDITION is its answer to a wrong state.
  template <typename Request>
  absl::StatusOr<T> Change(
      CallContext& call, const Request& request,
      const std::function<absl::Status(WriteContext&, T&)>& change) {
    std::string etag;
    if constexpr (requires { request.etag(); }) etag = request.etag();
    return Take(engine_.Change(
        call, request.name(), etag,
        [&change](WriteContext& context, google::protobuf::Message& resource) {
          return change(context, static_cast<T&>(resource));
        },
        ArgumentsOf(request)));
  }

  // Imports rows: a resource's name may be empty, a whole name below `parent`,
  // or just its id. `merge` makes a resource what a row says, see UpsertMerge;
  // without it the row replaces all but what the server writes.
  absl::StatusOr<UpsertSummary> BatchUpsert(
      CallContext& call, absl::string_view parent, const std::vector<T>& rows,
      const UpsertOptions& options,
      const std::function<absl::Status(const T& row, const T* before,
                                       T& resource)>& merge = nullptr) {
    std::vector<UpsertRow> erased;
    erased.reserve(rows.size());
    for (const T& row : rows) {
      erased.push_back({&row, std::string(LastId(row.name()))});
    }
    UpsertMerge erased_merge;
    if (merge) {
      erased_merge = [&merge](const google::protobuf::Message& row,
                              const google::protobuf::Message* before,
                              google::protobuf::Message& resource) {
        return merge(static_cast<const T&>(row), static_cast<const T*>(before),
                     static_cast<T&>(resource));
      };
    }
    return duikou::BatchUpsert(engine_, call, parent, erased, erased_merge,
                               options);
  }

  ResourceEngine& engine() { return engine_; }

 private:
  static ResourceDefinition Erase(Resource<T> resource) {
    using google::protobuf::Message;
    ResourceDefinition erased;
    erased.prototype = &T::default_instance();
    erased.pattern = std::move(resource.pattern);
    erased.field = std::move(resource.field);
    erased.id_prefix = std::move(resource.id_prefix);
    erased.max_id_length = resource.max_id_length;
    erased.unchecked_fields = std::move(resource.unchecked_fields);
    if (resource.kept_to_owner) {
      erased.kept_to_owner =
          [kept = std::move(resource.kept_to_owner)](const Message& message) {
            return kept(static_cast<const T&>(message));
          };
    }
    if (resource.choose_id) {
      erased.choose_id = [choose = std::move(resource.choose_id)](
                             WriteContext& context, const Message& sent,
                             absl::string_view given) {
        return choose(context, static_cast<const T&>(sent), given);
      };
    }
    if (resource.prepare) {
      erased.prepare = [prepare = std::move(resource.prepare)](
                           WriteContext& context, const Message* before,
                           Message& message) {
        return prepare(context, static_cast<const T*>(before),
                       static_cast<T&>(message));
      };
    }
    if (resource.may_delete) {
      erased.may_delete = [may = std::move(resource.may_delete)](
                              WriteContext& context, const Message& message) {
        return may(context, static_cast<const T&>(message));
      };
    }
    if (resource.close) {
      erased.close = [close = std::move(resource.close)](WriteContext& context,
                                                         const Message& message,
                                                         Revision revision) {
        return close(context, static_cast<const T&>(message), revision);
      };
    }
    if (resource.narrows) {
      erased.narrows = [narrows = std::move(resource.narrows)](
                           const Message& before, const Message& after) {
        return narrows(static_cast<const T&>(before),
                       static_cast<const T&>(after));
      };
    }
    return erased;
  }

  static T Take(ResourcePtr resource) {
    return std::move(static_cast<T&>(*resource));
  }
  static absl::StatusOr<T> Take(absl::StatusOr<ResourcePtr> resource) {
    if (!resource.ok()) return std::move(resource).status();
    return Take(*std::move(resource));
  }

  // Moves the resources into the response's list of them.
  template <typename Response>
  static void Fill(std::vector<ResourcePtr> resources, Response& response) {
    const google::protobuf::Descriptor* type = Response::descriptor();
    for (int i = 0; i < type->field_count(); ++i) {
      const google::protobuf::FieldDescriptor* field = type->field(i);
      if (!field->is_repeated() || field->message_type() != T::descriptor()) {
        continue;
      }
      for (ResourcePtr& resource : resources) {
        response.GetReflection()->AddAllocatedMessage(&response, field,
                                                      resource.release());
      }
      return;
    }
    DUIKOU_CHECK(false) << type->full_name() << " has no list of "
                        << T::descriptor()->full_name();
  }

  template <typename Request>
  static std::string ParentOf(const Request& request) {
    if constexpr (requires { request.parent(); }) {
      return request.parent();
    } else {
      return "";
    }
  }

  template <typename Request>
  static WriteArguments ArgumentsOf(const Request& request) {
    WriteArguments arguments{.request_id = request.request_id(),
                             .validate_only = request.validate_only()};
    if (!arguments.request_id.empty()) {
      arguments.fingerprint = RequestHash(request, {"request_id"});
    }
    return arguments;
  }

  template <typename Request>
  const T& MessageIn(const Request& request) const {
    const google::protobuf::FieldDescriptor* field =
        Request::descriptor()->FindFieldByName(engine_.field());
    DUIKOU_CHECK(field != nullptr) << engine_.field();
    return static_cast<const T&>(
        request.GetReflection()->GetMessage(request, field));
  }

  template <typename Request>
  NewResource NewFrom(const Request& request, const std::string& path) const {
    const std::string id_field = absl::StrCat(engine_.field(), "_id");
    const google::protobuf::FieldDescriptor* field =
        Request::descriptor()->FindFieldByName(id_field);
    DUIKOU_CHECK(field != nullptr) << id_field;
    return {.sent = &MessageIn(request),
            .given_id = request.GetReflection()->GetString(request, field),
            .path = absl::StrCat(path, engine_.field()),
            .id_field = absl::StrCat(path, id_field)};
  }

  ResourceEngine engine_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_STANDARD_METHODS_H_
