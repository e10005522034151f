using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>What a page says above its form: what went wrong, or what was done.</summary>
internal sealed class Message
{
    public static readonly Message None = new();

    /// <summary>A form without the token of this browser: mostly one from before a restart, now and then one that others forged.</summary>
    public static readonly Message TooOld = Bad("This page was too old. Please try again.", StatusCodes.Status403Forbidden);

    public string? Text { get; private init; }

    public bool IsError { get; private init; }

    /// <summary>The field it is about; <see langword="null"/> where it may be any of them.</summary>
    public string? Field { get; private init; }

    public int Status { get; private init; } = StatusCodes.Status200OK;

    public static Message Good(string text) => new() { Text = text };

    public static Message Bad(string text, int status = StatusCodes.Status400BadRequest) => new() { Text = text, IsError = true, Status = status };

    /// <summary>What is wrong with one field.</summary>
    public static Message About(string field, string text) => new() { Text = text, IsError = true, Status = StatusCodes.Status400BadRequest, Field = field };

    /// <summary>The service's words, but for those that only a program understands.</summary>
    public static Message Of(ServiceException refusal) => new()
    {
        Text = refusal.Message == "Invalid code or auth state for the user." ? "Invalid code, please try again." : refusal.Message,
        IsError = true,
        Status = refusal.Status,
        Field = refusal.Code switch
        {
            "UsernameExistsException" => "username",
            "InvalidPasswordException" => "password",
            "CodeMismatchException" or "ExpiredCodeException" or "EnableSoftwareTokenMFAException" => "code",
            _ => null,
        },
    };

    /// <summary>Whether a field is, or may be, what it complains about.</summary>
    public bool Marks(string field) => IsError && (Field is null || Field == field);

    public Html Render() =>
        Text is null ? Html.None
        : IsError ? Html.Format($"""<p class="message bad" role="alert" id="error">{Text}</p>""")
        : Html.Format($"""<p class="message good" role="status">{Text}</p>""");
}
