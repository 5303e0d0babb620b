/** Trails of requests: the calls that lead to one, its client, its URL, and whose it is. */
import type { Expr } from "../facts";
import type { Linker } from "../link/link";
import { targets } from "../link/url";
import type { Client, Frame, Member, Origin, PathStep, Place } from "../link/value";
import { follow, quoted, type Trail, tell, tellCall } from "./trail";
import { givenPlaces } from "./trail-fields";

/** How one call's outcome comes to a place, and whose call it is. `path` is what is read there, `throws` what is thrown of outcomes. */
export function tellMember(trail: Trail, { origin, thrown, side }: Member, path: readonly PathStep[], throws: readonly Place[]): Trail {
  const { linker } = trail;
  if (!thrown) {
    const carrier = side === "value" ? throws.find((place) => carries(linker, place, origin)) : undefined;
    if (carrier) {
      tellWay(trail, carrier.frame);
      tell(trail, `${quoted(linker, carrier.expr)} is thrown`, carrier.expr.span);
      known(trail, carrier);
    }
    return tellOrigin(trail, origin);
  }
  tellWay(trail, thrown.frame);
  tell(trail, `${quoted(linker, thrown.site)} is thrown`, thrown.site.span);
  const made = linker.valueOf(thrown.site, thrown.frame);
  const [field] = path;
  const [place] = field && made.kind === "instance" ? givenPlaces(linker, made, field.name) : [];
  if (field && place) {
    tell(trail, `its '${field.name}' is ${quoted(linker, place.expr)}`, place.expr.span);
    known(trail, place);
  }
  tellOrigin(trail, origin);
  return trail;
}

function carries(linker: Linker, { expr, frame }: Place, origin: Origin): boolean {
  const value = linker.valueOf(expr, frame);
  return value.kind === "view" && value.subject.members.some((member) => member.origin.id === origin.id);
}

/** `load()` calls `send()`, which requests `https://api.acme.dev`, which is Acme's. */
export function tellOrigin(trail: Trail, { made, transport, evidence, host, env, provider }: Origin): Trail {
  const [request, ...reasons] = evidence;
  if (made) tellWay(trail, made.frame);
  if (request?.span && reasons.length > 0) tell(trail, request.text, request.span);
  if (made && transport.id !== "bound") {
    const { call, frame } = made;
    if (call.callee.kind !== "global") known(trail, { expr: call.callee, frame });
    const url = reasons.length === 0 ? undefined : urlOf(trail.linker, call, frame, host, env);
    if (url) follow({ ...trail, doubts: host === undefined, ofUrl: true, seen: new Set() }, url.expr, url.frame);
  }
  const lost = provider === undefined && !trail.steps.some(({ role }) => role === "lost");
  // What was lost on the way says more than that the host is not known.
  const said = provider === undefined && !lost ? reasons.slice(0, -1) : reasons.length > 0 ? reasons : evidence;
  for (const [i, reason] of said.entries()) {
    const last = lost && i === said.length - 1;
    if (reason.span) tell(trail, reason.text, reason.span, last ? "lost" : undefined);
    else trail.steps.push(reason);
  }
  return trail;
}

/** Tells the way of what is known; nothing on it is lost. */
const known = (trail: Trail, { expr, frame }: Place): Trail => follow({ ...trail, doubts: false, seen: new Set() }, expr, frame);

/** The calls that lead to where a frame is looked at, the first one first. */
function tellWay(trail: Trail, frame: Frame): Trail {
  const { linker } = trail;
  if (!frame.by) return trail;
  tellWay(trail, frame.by.frame);
  const { call, frame: caller } = frame.by;
  const on = call.kind === "call" && call.callee.kind === "member" && call.callee.object.kind !== "this" ? call.callee.object : undefined;
  if (on && linker.valueOf(on, caller).kind === "instance") known(trail, { expr: on, frame: caller });
  const func = linker.functionOf(frame.func);
  if (func) tellCall(trail, call, func);
  return trail;
}

/** The expression that says where a request goes: its URL, or the base URL of its client. */
function urlOf(linker: Linker, call: Place["expr"], frame: Frame, host?: string, env?: string): Place | undefined {
  if (call.kind !== "call" && call.kind !== "new") return undefined;
  const client = clientOf(linker, call.callee, frame);
  const places = [
    ...argumentsOf(linker, call.args, frame),
    ...(client ? argumentsOf(linker, client.made.call.args, client.made.frame) : []),
  ];
  const leads = (place: Place): boolean =>
    targets(linker.valueOf(place.expr, place.frame)).some((target) => (host === undefined ? target.env === env : target.host === host));
  return places.find(leads) ?? places[0];
}

/** The arguments, and the entries of those that are objects. */
function argumentsOf(linker: Linker, args: readonly Expr[], frame: Frame): readonly Place[] {
  return args.flatMap((arg): readonly Place[] => {
    const value = linker.valueOf(arg, frame);
    if (value.kind !== "object") return [{ expr: arg, frame }];
    return value.expr.entries.flatMap((entry) => (entry.spread ? [] : [{ expr: entry.value, frame: value.frame }]));
  });
}

function clientOf(linker: Linker, callee: Expr, frame: Frame): Client | undefined {
  const value = linker.valueOf(callee, frame);
  if (value.kind === "client") return value;
  return callee.kind === "member" ? clientOf(linker, callee.object, frame) : undefined;
}
