using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Amplify.Emulator;

/// <summary>ListUsers: pages of users, all or those a filter finds.</summary>
internal sealed partial class UserListing(EmulatorState state)
{
    private const int LongestPage = 60;

    public static JsonObject Describe(EmulatedUser user) => new()
    {
        ["Username"] = user.Username,
        ["Attributes"] = Shapes.UserAttributes(user),
        ["UserCreateDate"] = Shapes.Date(user.CreatedAt),
        ["UserLastModifiedDate"] = Shapes.Date(user.ModifiedAt),
        ["Enabled"] = user.Enabled,
        ["UserStatus"] = Shapes.Status(user.Status),
    };

    public JsonObject List(OperationCall call)
    {
        EmulatedUserPool pool = state.Pool(call.Text("UserPoolId"));
        Func<EmulatedUser, bool> wanted = Filter(call.Optional("Filter"));
        int from = ParseToken(call.Optional("PaginationToken"));
        int size = call.Number("Limit") is > 0 and var limit ? limit : LongestPage;
        IReadOnlyList<string>? attributes = call.Texts("AttributesToGet");
        lock (pool.Gate)
        {
            List<EmulatedUser> found = [.. pool.Directory.All.Where(wanted)];
            var answer = new JsonObject { ["Users"] = new JsonArray([.. found.Skip(from).Take(size).Select(user => Describe(user, attributes))]) };
            if (from + size < found.Count)
            {
                answer["PaginationToken"] = (from + size).ToString(CultureInfo.InvariantCulture);
            }

            return answer;
        }
    }

    private static JsonObject Describe(EmulatedUser user, IReadOnlyList<string>? attributes)
    {
        JsonObject description = Describe(user);
        if (attributes is not null)
        {
            JsonArray chosen = Shapes.UserAttributes(user);
            chosen.RemoveAll(attribute => !attributes.Contains((string)attribute!["Name"]!));
            description["Attributes"] = chosen;
        }

        return description;
    }

    private static int ParseToken(string? token) => token is null ? 0
        : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int from) ? from
        : throw ServiceException.InvalidParameter("Invalid pagination token.");

    private static Func<EmulatedUser, bool> Filter(string? filter)
    {
        if (string.IsNullOrEmpty(filter))
        {
            return _ => true;
        }

        Match match = FilterForm().Match(filter);
        if (!match.Success)
        {
            throw ServiceException.InvalidParameter("Error while parsing filter");
        }

        string name = match.Groups["name"].Value;
        string value = match.Groups["value"].Value.Replace("\\\"", "\"", StringComparison.Ordinal);
        return match.Groups["prefix"].Success
            ? user => ValueOf(user, name)?.StartsWith(value, StringComparison.OrdinalIgnoreCase) == true
            : user => string.Equals(ValueOf(user, name), value, StringComparison.OrdinalIgnoreCase);
    }

    private static string? ValueOf(EmulatedUser user, string name) => name switch
    {
        "username" => user.Username,
        "sub" => user.Sub,
        "status" => user.Enabled ? "Enabled" : "Disabled",
        "cognito:user_status" => Shapes.Status(user.Status),
        _ => user.Attribute(name),
    };

    [GeneratedRegex("""^\s*(?<name>[a-z_:]+)\s*(?<prefix>\^)?=\s*"(?<value>(?:[^"\\]|\\.)*)"\s*\z""", RegexOptions.CultureInvariant)]
    private static partial Regex FilterForm();
}
