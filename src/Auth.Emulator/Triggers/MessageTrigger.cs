namespace Amplify.Emulator;

/// <summary>What a message says: the usual text, or what the custom-message trigger makes of it. The caller holds the pool's gate.</summary>
internal static class MessageTrigger
{
    private const string UsernamePlaceholder = "{username}";

    /// <exception cref="ServiceException">The trigger refuses, fails, or leaves the code out of its text.</exception>
    public static (string? Subject, string Text) Write(RequestContext context, EmulatedUser user, MessageMedium medium, string source, string code)
    {
        bool invites = source == "CustomMessage_AdminCreateUser";
        CustomMessageEvent? told = Ask(context, user, source, invites);
        bool mail = medium == MessageMedium.Email;
        string? own = mail ? told?.EmailMessage : told?.SmsMessage;
        string text = own ?? (invites ? "Your username is {username} and temporary password is {####}." : "Your code is {####}.");
        if (!text.Contains("{####}", StringComparison.Ordinal) || (invites && !text.Contains(UsernamePlaceholder, StringComparison.Ordinal)))
        {
            throw TriggerRunner.Unrecognizable();
        }

        string filled = text.Replace("{####}", code, StringComparison.Ordinal);
        if (invites)
        {
            filled = filled.Replace(UsernamePlaceholder, user.Username, StringComparison.Ordinal);
        }

        return (mail ? told?.EmailSubject ?? (invites ? "Your temporary password" : "Your verification code") : null, filled);
    }

    private static CustomMessageEvent? Ask(RequestContext context, EmulatedUser user, string source, bool invites)
    {
        if (context.Pool.Triggers.CustomMessage is not { } trigger)
        {
            return null;
        }

        var told = new CustomMessageEvent
        {
            TriggerSource = source,
            UserPoolId = context.Pool.Id,
            ClientId = context.Client?.Id,
            Username = user.Username,
            UserAttributes = TriggerRunner.AttributesOf(user),
            ClientMetadata = context.ClientMetadata,
            UsernameParameter = invites ? UsernamePlaceholder : null,
        };
        TriggerRunner.Run("CustomMessage", trigger, told);
        return told;
    }
}
