using Amplify.Emulator;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Forgotten passwords, and new ones for old ones.</summary>
internal static class PasswordCommands
{
    public static IReadOnlyList<CommandKind> All { get; } =
    [
        new(30, _ => Pick.User.Select(user => (Command)new ResetPassword(user))),
        new(s => s.Users.Values.Concat(s.Phantoms.Values).Any(user => user.Codes.ContainsKey(AccountRules.ResetCode)) ? 70 : 5, _ =>
            from user in Pick.User
            from code in Pick.Code
            from password in Pick.NewPassword
            select (Command)new ConfirmResetPassword(user, code, password)),
        new(Pick.ForUsers(40), s =>
            from h in Pick.UserHandle(s)
            from old in Pick.PasswordOf(s, s.Handles[h].View?.Held is { } held ? s.UserById(held.UserId)?.Name ?? "" : "")
            from password in Pick.NewPassword
            select (Command)new ChangePassword(h, old, password)),
    ];

    private sealed record ResetPassword(string User) : Command
    {
        public override IReadOnlyList<string> Operations => ["ForgotPassword"];

        protected override string Text => $"{User} forgot the password and asks for a code";

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(s.Call("ForgotPassword", now => AccountRules.Forgot(now, User)), _ => "sent");

        public override async Task<Outcome> PerformAsync(ModelWorld world) => (await world.Auth(0).ResetPasswordAsync(User)).CodeDelivery is null ? "sent nowhere" : "sent";
    }

    private sealed record ConfirmResetPassword(string User, CodeChoice Code, string Password) : Command
    {
        public override IReadOnlyList<string> Operations => ["ConfirmForgotPassword"];

        protected override string Text => $"{User} resets the password to {Password} with the code: {Code}";

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(
            s.Call("ConfirmForgotPassword", now => AccountRules.ConfirmForgot(now, User, Code == CodeChoice.Newest, Password)),
            _ => "reset",
            AuthErrorReason.WrongCode,
            AuthErrorReason.ExpiredCode,
            AuthErrorReason.InvalidPassword);

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            ConfirmResetPasswordResult result = await world.Auth(0).ConfirmResetPasswordAsync(User, world.Code(Code, User, MessagePurpose.ForgotPassword), Password);
            return result.Rejection is { } rejection ? Outcome.Rejected(rejection.Reason.ToString()) : "reset";
        }
    }

    private sealed record ChangePassword(int Handle, string Old, string Proposed) : Command
    {
        public override IReadOnlyList<string> Operations => ["ChangePassword", "GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: change the password from {Old} to {Proposed}";

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(
            SessionRules.CallAsUser(s, Handle, "ChangePassword", (now, user) => ProfileRules.ChangePassword(now, user, Old, Proposed)),
            _ => "changed",
            AuthErrorReason.WrongCredentials,
            AuthErrorReason.InvalidPassword);

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            ChangePasswordResult result = await world.Auth(Handle).ChangePasswordAsync(Old, Proposed);
            return result.Rejection is { } rejection ? Outcome.Rejected(rejection.Reason.ToString()) : "changed";
        }
    }
}
