namespace Amplify.Tests;

/// <summary>Who may know whom: the design's table, row by row. Arrows run down it only.</summary>
internal static class Rooms
{
    public static IReadOnlyDictionary<string, Room> All { get; } = new Dictionary<string, Room>
    {
        ["Auth.Abstractions"] = new(Packages: ["AWSSDK.Core", "System.Threading.Tasks.Extensions"]),
        ["CognitoClients"] = new(Packages: ["AWSSDK.Core"]),
        ["Auth"] = new(Rooms: ["Auth.Abstractions", "CognitoClients"], Packages: ["AWSSDK.SecurityToken", "Microsoft.Extensions.Logging.Abstractions"]),
        ["Auth.Testing"] = new(Rooms: ["Auth"]),
        ["Auth.AwsSdk"] = new(Rooms: ["Auth"], Packages: ["AWSSDK.CognitoIdentityProvider", "AWSSDK.CognitoIdentity"]),
        ["Auth.Desktop"] = new(Rooms: ["Auth"]),
        ["Auth.AspNetCore"] = new(Rooms: ["Auth"], Frameworks: ["Microsoft.AspNetCore.App"]),
        ["Auth.DynamoDB"] = new(Rooms: ["Auth"], Packages: ["AWSSDK.DynamoDBv2"]),
        ["Auth.Emulator"] = new(Frameworks: ["Microsoft.AspNetCore.App"]),
        ["Auth.Emulator.Tool"] = new(Rooms: ["Auth.Emulator"], Frameworks: ["Microsoft.AspNetCore.App"]),
    };

    /// <summary>Rooms and packages an assembly may name: those allowed to its room, and what these bring along.</summary>
    public static IReadOnlySet<string> Closure(string room)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>([room]);
        while (waiting.TryDequeue(out string? next))
        {
            foreach (string package in All[next].Packages)
            {
                reached.Add(package);
            }

            foreach (string other in All[next].Rooms.Where(r => reached.Add($"{Repository.Prefix}.{r}")))
            {
                waiting.Enqueue(other);
            }
        }

        return reached;
    }
}
