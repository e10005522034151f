namespace Amplify.Emulator;

/// <summary>An error answer of the service: its code, its message and the HTTP status it travels with.</summary>
internal sealed class ServiceException(string code, string message, int status = 400) : Exception(message)
{
    public string Code { get; } = code;

    public int Status { get; } = status;

    /// <summary>What S3 adds to an error: names and values of XML elements.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    public static ServiceException NotAuthorized(string message) => new("NotAuthorizedException", message);

    public static ServiceException WrongPassword() => NotAuthorized("Incorrect username or password.");

    public static ServiceException InvalidParameter(string message) => new("InvalidParameterException", message);

    public static ServiceException MissingParameter(string name) => InvalidParameter($"Missing required parameter {name}");

    public static ServiceException ResourceNotFound(string message) => new("ResourceNotFoundException", message);

    public static ServiceException UserNotFound(string message = "User does not exist.") => new("UserNotFoundException", message);

    public static ServiceException CodeMismatch(string message) => new("CodeMismatchException", message);

    public static ServiceException LimitExceeded() => new("LimitExceededException", "Attempt limit exceeded, please try after some time.");
}
