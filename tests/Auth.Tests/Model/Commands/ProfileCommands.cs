using Amplify.Emulator;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Attributes read, changed, deleted and proved; the account deleted.</summary>
internal static class ProfileCommands
{
    public static IReadOnlyList<CommandKind> All { get; } =
    [
        new(Pick.ForUsers(20), s => Pick.UserHandle(s).Select(h => (Command)new FetchAttributes(h))),
        new(Pick.ForUsers(50), s =>
            from h in Pick.UserHandle(s)
            from name in Pick.Attribute
            from value in Gen.Choose(1, 2)
            from refresh in Pick.Rarely
            select (Command)new UpdateAttribute(h, name, value, refresh)),
        new(Pick.ForUsers(15), s =>
            from h in Pick.UserHandle(s)
            from name in Pick.Attribute
            from refresh in Pick.Rarely
            select (Command)new DeleteAttribute(h, name, refresh)),
        new(Pick.ForUsers(25), s =>
            from h in Pick.UserHandle(s)
            from name in Pick.Attribute
            select (Command)new SendAttributeCode(h, name)),
        new(s => s.Users.Values.Any(user => user.Codes.ContainsKey("email")) ? 60 : 3, s =>
            from h in Pick.UserHandle(s)
            from user in Pick.UserOf(s, h)
            from code in Pick.Code
            from refresh in Pick.Rarely
            select (Command)new ConfirmAttribute(h, user, code, refresh)),
        new(Pick.ForUsers(10), s => Pick.UserHandle(s).Select(h => (Command)new DeleteUser(h))),
    ];

    /// <summary>The refresh that may follow a change, and how things stand then. It is never thrown, and never shows another user who has signed in meanwhile.</summary>
    private static IEnumerable<Turn> Then(Reply done, int h, bool refresh, string what)
    {
        if (!refresh)
        {
            return [new Turn(what, done.State)];
        }

        string userId = done.State.Handles[h].View!.Held!.UserId;
        return SessionRules.Read(done.State, h, force: true).Select(read => new Turn(
            read.Sight.Held is { } held && held.UserId != userId
                ? $"{what}, then {nameof(AuthErrorReason.SignInRequired)}"
                : new Outcome($"{what}, then {read.Sight.Outcome.Text}", read.Sight.Outcome.Detail),
            read.After));
    }

    private static Outcome Then(ModelWorld world, string what, AuthSession? session, AuthError? error)
    {
        if (session is null)
        {
            return error is null ? what : $"{what}, then {error.Reason}";
        }

        Outcome sight = world.Describe(session);
        return session.Error?.Reason == error?.Reason
            ? new Outcome($"{what}, then {sight.Text}", sight.Detail)
            : throw new Disagreement($"a session with the error {session.Error?.Reason.ToString() ?? "none"} and beside it the error {error?.Reason.ToString() ?? "none"}");
    }

    private sealed record FetchAttributes(int Handle) : Command
    {
        public override IReadOnlyList<string> Operations => ["GetUser", "GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: read the attributes";

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(
            SessionRules.CallAsUser(s, Handle, "GetUser", (now, user) => [new Reply(now) { Says = Of(user.Attributes) }]),
            reply => new Outcome("read", reply.Says));

        public override async Task<Outcome> PerformAsync(ModelWorld world) => new("read", Of((await world.Auth(Handle).Attributes.FetchAsync()).Where(a => a.Key != "sub")));

        private static string Of(IEnumerable<KeyValuePair<string, string>> attributes) => string.Join(", ", attributes.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"));
    }

    private sealed record UpdateAttribute(int Handle, string Attribute, int Number, bool Refresh) : Command
    {
        public override IReadOnlyList<string> Operations => ["UpdateUserAttributes", "GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: set {Attribute} to {Value}{(Refresh ? " and renew the session" : "")}";

        private string Value => Attribute switch
        {
            "email" => $"ana-{Number}@example.com",
            "phone_number" => $"+1555000{Number}",
            _ => $"Name {Number}",
        };

        public override IEnumerable<Turn> Predict(ModelState s) => SessionRules
            .CallAsUser(s, Handle, "UpdateUserAttributes", (now, user) => ProfileRules.Update(now, user, Attribute, Value))
            .SelectMany(reply => reply.Refused is { } refused ? [new Turn(Outcome.Throws(refused), reply.State)] : Then(reply, Handle, Refresh, reply.Says.Length == 0 ? "updated" : $"updated, {reply.Says}"));

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            UpdateAttributesResult result = await world.Auth(Handle).Attributes.UpdateAsync(new Dictionary<string, string> { [Attribute] = Value }, new UpdateAttributesOptions { RefreshSession = Refresh });
            return Then(world, result.IsDone ? "updated" : "updated, code sent", result.Session, result.SessionError);
        }

        public override IEnumerable<Command> Simpler() => Refresh ? [this with { Refresh = false }] : [];
    }

    private sealed record DeleteAttribute(int Handle, string Attribute, bool Refresh) : Command
    {
        public override IReadOnlyList<string> Operations => ["DeleteUserAttributes", "GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: delete {Attribute}{(Refresh ? " and renew the session" : "")}";

        public override IEnumerable<Turn> Predict(ModelState s) => SessionRules
            .CallAsUser(s, Handle, "DeleteUserAttributes", (now, user) => ProfileRules.Delete(now, user, Attribute))
            .SelectMany(reply => reply.Refused is { } refused ? [new Turn(Outcome.Throws(refused), reply.State)] : Then(reply, Handle, Refresh, "deleted"));

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            DeleteAttributesResult result = await world.Auth(Handle).Attributes.DeleteAsync([Attribute], new DeleteAttributesOptions { RefreshSession = Refresh });
            return Then(world, "deleted", result.Session, result.SessionError);
        }

        public override IEnumerable<Command> Simpler() => Refresh ? [this with { Refresh = false }] : [];
    }

    private sealed record SendAttributeCode(int Handle, string Attribute) : Command
    {
        public override IReadOnlyList<string> Operations => ["GetUserAttributeVerificationCode", "GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: ask for a code for {Attribute}";

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(
            SessionRules.CallAsUser(s, Handle, "GetUserAttributeVerificationCode", (now, user) => ProfileRules.SendCode(now, user, Attribute)),
            _ => "sent");

        public override async Task<Outcome> PerformAsync(ModelWorld world) => await world.Auth(Handle).Attributes.SendCodeAsync(Attribute) is null ? "sent nowhere" : "sent";
    }

    private sealed record ConfirmAttribute(int Handle, string User, CodeChoice Code, bool Refresh) : Command
    {
        private const string Attribute = "email";

        public override IReadOnlyList<string> Operations => ["VerifyUserAttribute", "GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: prove the {Attribute} with the code that {User} got: {Code}{(Refresh ? " and renew the session" : "")}";

        public override IEnumerable<Turn> Predict(ModelState s) => SessionRules
            .CallAsUser(s, Handle, "VerifyUserAttribute", (now, user) => ProfileRules.Confirm(now, user, Attribute, Code == CodeChoice.Newest && user.Name == User))
            .SelectMany(reply => reply.Refused is null
                ? Then(reply, Handle, Refresh, "proved")
                : Turns([reply], _ => default, AuthErrorReason.WrongCode, AuthErrorReason.ExpiredCode));

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            string code = world.Code(Code, User, MessagePurpose.AttributeVerification);
            ConfirmAttributeResult result = await world.Auth(Handle).Attributes.ConfirmAsync(Attribute, code, new ConfirmAttributeOptions { RefreshSession = Refresh });
            return result.Rejection is { } rejection ? Outcome.Rejected(rejection.Reason.ToString()) : Then(world, "proved", result.Session, result.SessionError);
        }

        public override IEnumerable<Command> Simpler() => Refresh ? [this with { Refresh = false }] : [];
    }

    private sealed record DeleteUser(int Handle) : Command
    {
        public override IReadOnlyList<string> Operations => ["DeleteUser", "GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: delete the user";

        public override IEnumerable<Turn> Predict(ModelState s)
        {
            string? userId = null;
            IEnumerable<Reply> replies = SessionRules.CallAsUser(s, Handle, "DeleteUser", (now, user) =>
                [new Reply(now with { Users = now.Users.Remove(user.Name) })]);
            foreach (Reply reply in replies)
            {
                userId = reply.State.Handles[Handle].View?.Held?.UserId;
                bool isGone = reply.Refused is null or nameof(AuthErrorReason.UserNotFound);
                yield return isGone ? new Turn("deleted", Forget(reply.State, userId))
                    : reply.Refused == Sight.SignInRequired(nameof(SessionEndReason.UserDeleted)) ? new Turn("deleted", reply.State)
                    : new Turn(Outcome.Throws(reply.Refused!), reply.State);
            }
        }

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            DeleteUserResult result = await world.Auth(Handle).Account.DeleteUserAsync();
            return result.IsSignedOut ? "deleted" : $"deleted, {result.SignOutError!.Reason}";
        }

        /// <summary>The user's session is forgotten, here and in the store; another user's, who signed in elsewhere, is not.</summary>
        private ModelState Forget(ModelState s, string? userId) => s.Store.GetValueOrDefault(s.Handles[Handle].Document) is { } stored && stored.UserId != userId
            ? SessionRules.Distrust(s, Handle)
            : SessionRules.SignOut(s, Handle);
    }
}
